"""The tables of the first release."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

# No STRICT tables and no generated columns: older SQLite tools could not open the file at all.
# Keys are the ids that people know, so a table is its own index (WITHOUT ROWID).
_FIRST = """\
CREATE TABLE portfolio (
  id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
  title TEXT NOT NULL,
  sample INTEGER NOT NULL DEFAULT 0 CHECK (sample IN (0, 1)),
  changed TEXT NOT NULL,
  last_opened INTEGER NOT NULL DEFAULT 0 CHECK (last_opened IN (0, 1))
);
CREATE UNIQUE INDEX portfolio_last_opened ON portfolio (last_opened) WHERE last_opened = 1;

CREATE TABLE person (
  portfolio TEXT NOT NULL PRIMARY KEY REFERENCES portfolio (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  nation TEXT NOT NULL,
  year_start TEXT NOT NULL,
  registration_body TEXT NOT NULL DEFAULT '',
  registration_number TEXT NOT NULL DEFAULT '',
  specialty TEXT NOT NULL DEFAULT '',
  cap_minutes INTEGER CHECK (cap_minutes >= 0),
  wtr_opt_out INTEGER NOT NULL DEFAULT 0 CHECK (wtr_opt_out IN (0, 1)),
  id TEXT NOT NULL DEFAULT '',
  notes TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;

CREATE TABLE employer (
  portfolio TEXT NOT NULL REFERENCES portfolio (id) ON DELETE CASCADE,
  id TEXT NOT NULL,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  nation TEXT,
  notes TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (portfolio, id)
) WITHOUT ROWID;

CREATE TABLE site (
  portfolio TEXT NOT NULL REFERENCES portfolio (id) ON DELETE CASCADE,
  id TEXT NOT NULL,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  employer TEXT,
  notes TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (portfolio, id),
  FOREIGN KEY (portfolio, employer) REFERENCES employer (portfolio, id)
    DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;

CREATE TABLE travel (
  portfolio TEXT NOT NULL REFERENCES portfolio (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  from_site TEXT NOT NULL,
  to_site TEXT NOT NULL,
  minutes INTEGER NOT NULL CHECK (minutes >= 0),
  id TEXT NOT NULL DEFAULT '',
  notes TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (portfolio, position),
  FOREIGN KEY (portfolio, from_site) REFERENCES site (portfolio, id)
    DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (portfolio, to_site) REFERENCES site (portfolio, id)
    DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;

CREATE TABLE commitment (
  portfolio TEXT NOT NULL REFERENCES portfolio (id) ON DELETE CASCADE,
  id TEXT NOT NULL,
  position INTEGER NOT NULL,
  title TEXT NOT NULL,
  start_minute INTEGER NOT NULL CHECK (start_minute BETWEEN 0 AND 1440),
  end_minute INTEGER NOT NULL CHECK (end_minute BETWEEN 0 AND 1440),
  protected INTEGER NOT NULL DEFAULT 0 CHECK (protected IN (0, 1)),
  notes TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (portfolio, id)
) WITHOUT ROWID;
CREATE TABLE commitment_day (
  portfolio TEXT NOT NULL,
  commitment TEXT NOT NULL,
  position INTEGER NOT NULL,
  day TEXT NOT NULL CHECK (day IN ('Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun', 'holiday')),
  PRIMARY KEY (portfolio, commitment, position),
  FOREIGN KEY (portfolio, commitment) REFERENCES commitment (portfolio, id) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE stated (
  portfolio TEXT NOT NULL REFERENCES portfolio (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  source TEXT,
  role TEXT,
  total TEXT,
  id TEXT NOT NULL DEFAULT '',
  notes TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (portfolio, position)
) WITHOUT ROWID;
CREATE TABLE stated_category (
  portfolio TEXT NOT NULL,
  stated INTEGER NOT NULL,
  position INTEGER NOT NULL,
  category TEXT NOT NULL,
  figure TEXT NOT NULL,
  PRIMARY KEY (portfolio, stated, position),
  FOREIGN KEY (portfolio, stated) REFERENCES stated (portfolio, position) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE TABLE stated_group (
  portfolio TEXT NOT NULL,
  stated INTEGER NOT NULL,
  position INTEGER NOT NULL,
  group_name TEXT NOT NULL,
  figure TEXT NOT NULL,
  PRIMARY KEY (portfolio, stated, position),
  FOREIGN KEY (portfolio, stated) REFERENCES stated (portfolio, position) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE partner (
  portfolio TEXT NOT NULL REFERENCES portfolio (id) ON DELETE CASCADE,
  id TEXT NOT NULL,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  updated TEXT,
  post_minutes INTEGER CHECK (post_minutes >= 0),
  strengths TEXT NOT NULL DEFAULT '',
  notes TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (portfolio, id)
) WITHOUT ROWID;
CREATE TABLE partner_half (
  portfolio TEXT NOT NULL,
  partner TEXT NOT NULL,
  position INTEGER NOT NULL,
  day TEXT NOT NULL CHECK (day IN ('Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun', 'holiday')),
  half TEXT NOT NULL CHECK (half IN ('am', 'pm', 'evening')),
  availability TEXT NOT NULL,
  PRIMARY KEY (portfolio, partner, position),
  FOREIGN KEY (portfolio, partner) REFERENCES partner (portfolio, id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE TABLE partner_block (
  portfolio TEXT NOT NULL,
  partner TEXT NOT NULL,
  position INTEGER NOT NULL,
  day TEXT NOT NULL CHECK (day IN ('Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun', 'holiday')),
  start_minute INTEGER NOT NULL CHECK (start_minute BETWEEN 0 AND 1440),
  end_minute INTEGER NOT NULL CHECK (end_minute BETWEEN 0 AND 1440),
  on_post INTEGER NOT NULL DEFAULT 0 CHECK (on_post IN (0, 1)),
  title TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (portfolio, partner, position),
  FOREIGN KEY (portfolio, partner) REFERENCES partner (portfolio, id) ON DELETE CASCADE
) WITHOUT ROWID;

-- The scenario with an empty id is today's plan.
CREATE TABLE scenario (
  portfolio TEXT NOT NULL REFERENCES portfolio (id) ON DELETE CASCADE,
  id TEXT NOT NULL,
  position INTEGER NOT NULL,
  title TEXT NOT NULL,
  notes TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (portfolio, id)
) WITHOUT ROWID;
CREATE TABLE scenario_leave (
  portfolio TEXT NOT NULL,
  scenario TEXT NOT NULL,
  position INTEGER NOT NULL,
  item TEXT NOT NULL,
  PRIMARY KEY (portfolio, scenario, position),
  FOREIGN KEY (portfolio, scenario) REFERENCES scenario (portfolio, id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE TABLE scenario_take (
  portfolio TEXT NOT NULL,
  scenario TEXT NOT NULL,
  position INTEGER NOT NULL,
  role TEXT NOT NULL,
  take TEXT NOT NULL CHECK (take IN ('whole', 'shared')),
  mine TEXT,
  overlap_minutes INTEGER CHECK (overlap_minutes >= 0),
  cover_minutes INTEGER CHECK (cover_minutes >= 0),
  PRIMARY KEY (portfolio, scenario, position),
  FOREIGN KEY (portfolio, scenario) REFERENCES scenario (portfolio, id) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE role (
  portfolio TEXT NOT NULL,
  scenario TEXT NOT NULL DEFAULT '',
  id TEXT NOT NULL,
  position INTEGER NOT NULL,
  employer TEXT NOT NULL,
  title TEXT NOT NULL,
  contract TEXT NOT NULL,
  contracted TEXT NOT NULL,
  start_date TEXT,
  end_date TEXT,
  base TEXT,
  cycle_weeks INTEGER NOT NULL DEFAULT 1 CHECK (cycle_weeks >= 1),
  working_weeks TEXT,
  rounding TEXT NOT NULL DEFAULT 'exact',
  paid_cap TEXT,
  premium TEXT NOT NULL DEFAULT 'time' CHECK (premium IN ('time', 'pay')),
  counted INTEGER NOT NULL DEFAULT 1 CHECK (counted IN (0, 1)),
  stands_for TEXT,
  leave_annual_weeks TEXT,
  leave_public_holidays TEXT,
  leave_study_days TEXT,
  basic TEXT,
  considered INTEGER NOT NULL DEFAULT 0 CHECK (considered IN (0, 1)),
  notes TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (portfolio, scenario, id),
  FOREIGN KEY (portfolio, scenario) REFERENCES scenario (portfolio, id) ON DELETE CASCADE,
  FOREIGN KEY (portfolio, employer) REFERENCES employer (portfolio, id)
    DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (portfolio, base) REFERENCES site (portfolio, id)
    DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE INDEX role_employer ON role (portfolio, employer);
CREATE TABLE role_half (
  portfolio TEXT NOT NULL,
  scenario TEXT NOT NULL DEFAULT '',
  role TEXT NOT NULL,
  position INTEGER NOT NULL,
  half TEXT NOT NULL CHECK (half IN ('am', 'pm', 'evening')),
  start_minute INTEGER NOT NULL CHECK (start_minute BETWEEN 0 AND 1440),
  end_minute INTEGER NOT NULL CHECK (end_minute BETWEEN 0 AND 1440),
  PRIMARY KEY (portfolio, scenario, role, position),
  FOREIGN KEY (portfolio, scenario, role) REFERENCES role (portfolio, scenario, id)
    ON DELETE CASCADE
) WITHOUT ROWID;
CREATE TABLE job_share (
  portfolio TEXT NOT NULL,
  scenario TEXT NOT NULL DEFAULT '',
  role TEXT NOT NULL,
  size TEXT NOT NULL,
  model TEXT NOT NULL,
  mine TEXT,
  partner TEXT,
  overlap_minutes INTEGER CHECK (overlap_minutes >= 0),
  overlap_kind TEXT NOT NULL,
  coordination_minutes INTEGER CHECK (coordination_minutes >= 0),
  cover TEXT,
  cover_minutes INTEGER CHECK (cover_minutes >= 0),
  PRIMARY KEY (portfolio, scenario, role),
  FOREIGN KEY (portfolio, scenario, role) REFERENCES role (portfolio, scenario, id)
    ON DELETE CASCADE,
  FOREIGN KEY (portfolio, partner) REFERENCES partner (portfolio, id)
    DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE job_share_meeting (
  portfolio TEXT NOT NULL,
  scenario TEXT NOT NULL DEFAULT '',
  role TEXT NOT NULL,
  position INTEGER NOT NULL,
  title TEXT NOT NULL,
  minutes INTEGER NOT NULL CHECK (minutes >= 0),
  every_weeks INTEGER NOT NULL CHECK (every_weeks >= 1),
  PRIMARY KEY (portfolio, scenario, role, position),
  FOREIGN KEY (portfolio, scenario, role) REFERENCES job_share (portfolio, scenario, role)
    ON DELETE CASCADE
) WITHOUT ROWID;
CREATE TABLE job_share_responsibility (
  portfolio TEXT NOT NULL,
  scenario TEXT NOT NULL DEFAULT '',
  role TEXT NOT NULL,
  position INTEGER NOT NULL,
  title TEXT NOT NULL,
  lead TEXT CHECK (lead IN ('me', 'partner')),
  deputy TEXT CHECK (deputy IN ('me', 'partner')),
  PRIMARY KEY (portfolio, scenario, role, position),
  FOREIGN KEY (portfolio, scenario, role) REFERENCES job_share (portfolio, scenario, role)
    ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE activity (
  portfolio TEXT NOT NULL,
  scenario TEXT NOT NULL DEFAULT '',
  id TEXT NOT NULL,
  position INTEGER NOT NULL,
  role TEXT NOT NULL,
  title TEXT NOT NULL,
  category TEXT,
  site TEXT,
  group_name TEXT,
  day TEXT CHECK (day IN ('Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun', 'holiday')),
  start_minute INTEGER CHECK (start_minute BETWEEN 0 AND 1440),
  end_minute INTEGER CHECK (end_minute BETWEEN 0 AND 1440),
  half TEXT CHECK (half IN ('am', 'pm', 'evening')),
  minutes INTEGER CHECK (minutes >= 0),
  premium_minutes INTEGER CHECK (premium_minutes >= 0),
  break_minutes INTEGER NOT NULL DEFAULT 0 CHECK (break_minutes >= 0),
  travel_minutes INTEGER NOT NULL DEFAULT 0 CHECK (travel_minutes >= 0),
  travel_inside INTEGER NOT NULL DEFAULT 0 CHECK (travel_inside IN (0, 1)),
  counts_as TEXT,
  tariff_each TEXT,
  tariff_count TEXT,
  tariff_cap TEXT,
  premium TEXT CHECK (premium IN ('time', 'pay')),
  paid INTEGER NOT NULL DEFAULT 1 CHECK (paid IN (0, 1)),
  frequency TEXT NOT NULL DEFAULT 'every-week',
  one_in TEXT,
  times TEXT,
  from_week INTEGER,
  per_year TEXT,
  holidays_per_year TEXT,
  prospective_cover INTEGER NOT NULL DEFAULT 0 CHECK (prospective_cover IN (0, 1)),
  replaces_all INTEGER NOT NULL DEFAULT 0 CHECK (replaces_all IN (0, 1)),
  stated TEXT,
  stated_each TEXT,
  movable TEXT NOT NULL DEFAULT 'fixed',
  energy INTEGER,
  meaningful INTEGER CHECK (meaningful IN (0, 1)),
  attend TEXT,
  lead TEXT CHECK (lead IN ('me', 'partner')),
  notes TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (portfolio, scenario, id),
  FOREIGN KEY (portfolio, scenario) REFERENCES scenario (portfolio, id) ON DELETE CASCADE,
  FOREIGN KEY (portfolio, site) REFERENCES site (portfolio, id)
    DEFERRABLE INITIALLY DEFERRED,
  CHECK ((start_minute IS NULL) = (end_minute IS NULL)),
  CHECK ((tariff_each IS NULL) = (tariff_count IS NULL))
) WITHOUT ROWID;
CREATE INDEX activity_role ON activity (portfolio, role);
CREATE INDEX activity_site ON activity (portfolio, site);
CREATE TABLE activity_category_share (
  portfolio TEXT NOT NULL,
  scenario TEXT NOT NULL DEFAULT '',
  activity TEXT NOT NULL,
  position INTEGER NOT NULL,
  category TEXT NOT NULL,
  share TEXT NOT NULL,
  PRIMARY KEY (portfolio, scenario, activity, position),
  FOREIGN KEY (portfolio, scenario, activity) REFERENCES activity (portfolio, scenario, id)
    ON DELETE CASCADE
) WITHOUT ROWID;
CREATE TABLE activity_break (
  portfolio TEXT NOT NULL,
  scenario TEXT NOT NULL DEFAULT '',
  activity TEXT NOT NULL,
  position INTEGER NOT NULL,
  start_minute INTEGER NOT NULL CHECK (start_minute BETWEEN 0 AND 1440),
  end_minute INTEGER NOT NULL CHECK (end_minute BETWEEN 0 AND 1440),
  PRIMARY KEY (portfolio, scenario, activity, position),
  FOREIGN KEY (portfolio, scenario, activity) REFERENCES activity (portfolio, scenario, id)
    ON DELETE CASCADE
) WITHOUT ROWID;
CREATE TABLE activity_week (
  portfolio TEXT NOT NULL,
  scenario TEXT NOT NULL DEFAULT '',
  activity TEXT NOT NULL,
  position INTEGER NOT NULL,
  week INTEGER NOT NULL CHECK (week >= 1),
  PRIMARY KEY (portfolio, scenario, activity, position),
  FOREIGN KEY (portfolio, scenario, activity) REFERENCES activity (portfolio, scenario, id)
    ON DELETE CASCADE
) WITHOUT ROWID;
CREATE TABLE activity_date (
  portfolio TEXT NOT NULL,
  scenario TEXT NOT NULL DEFAULT '',
  activity TEXT NOT NULL,
  position INTEGER NOT NULL,
  date TEXT NOT NULL,
  PRIMARY KEY (portfolio, scenario, activity, position),
  FOREIGN KEY (portfolio, scenario, activity) REFERENCES activity (portfolio, scenario, id)
    ON DELETE CASCADE
) WITHOUT ROWID;
CREATE TABLE activity_replaces (
  portfolio TEXT NOT NULL,
  scenario TEXT NOT NULL DEFAULT '',
  activity TEXT NOT NULL,
  position INTEGER NOT NULL,
  item TEXT NOT NULL,
  PRIMARY KEY (portfolio, scenario, activity, position),
  FOREIGN KEY (portfolio, scenario, activity) REFERENCES activity (portfolio, scenario, id)
    ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE on_call (
  portfolio TEXT NOT NULL,
  scenario TEXT NOT NULL DEFAULT '',
  id TEXT NOT NULL,
  position INTEGER NOT NULL,
  role TEXT NOT NULL,
  title TEXT NOT NULL,
  frequency TEXT NOT NULL DEFAULT 'every-week',
  one_in TEXT,
  times TEXT,
  from_week INTEGER,
  per_year TEXT,
  availability TEXT,
  category TEXT,
  predictable_plain_minutes INTEGER CHECK (predictable_plain_minutes >= 0),
  predictable_premium_minutes INTEGER CHECK (predictable_premium_minutes >= 0),
  predictable_minutes INTEGER CHECK (predictable_minutes >= 0),
  predictable_per TEXT CHECK (predictable_per IN ('duty-week', 'duty', 'week')),
  unpredictable_plain_minutes INTEGER CHECK (unpredictable_plain_minutes >= 0),
  unpredictable_premium_minutes INTEGER CHECK (unpredictable_premium_minutes >= 0),
  unpredictable_minutes INTEGER CHECK (unpredictable_minutes >= 0),
  unpredictable_per TEXT CHECK (unpredictable_per IN ('duty-week', 'duty', 'week')),
  start_minute INTEGER CHECK (start_minute BETWEEN 0 AND 1440),
  end_minute INTEGER CHECK (end_minute BETWEEN 0 AND 1440),
  counts_as TEXT,
  prospective_cover INTEGER NOT NULL DEFAULT 0 CHECK (prospective_cover IN (0, 1)),
  resident INTEGER NOT NULL DEFAULT 0 CHECK (resident IN (0, 1)),
  stated TEXT,
  notes TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (portfolio, scenario, id),
  FOREIGN KEY (portfolio, scenario) REFERENCES scenario (portfolio, id) ON DELETE CASCADE,
  CHECK ((start_minute IS NULL) = (end_minute IS NULL))
) WITHOUT ROWID;
CREATE INDEX on_call_role ON on_call (portfolio, role);
CREATE TABLE on_call_week (
  portfolio TEXT NOT NULL,
  scenario TEXT NOT NULL DEFAULT '',
  on_call TEXT NOT NULL,
  position INTEGER NOT NULL,
  week INTEGER NOT NULL CHECK (week >= 1),
  PRIMARY KEY (portfolio, scenario, on_call, position),
  FOREIGN KEY (portfolio, scenario, on_call) REFERENCES on_call (portfolio, scenario, id)
    ON DELETE CASCADE
) WITHOUT ROWID;
CREATE TABLE on_call_date (
  portfolio TEXT NOT NULL,
  scenario TEXT NOT NULL DEFAULT '',
  on_call TEXT NOT NULL,
  position INTEGER NOT NULL,
  date TEXT NOT NULL,
  PRIMARY KEY (portfolio, scenario, on_call, position),
  FOREIGN KEY (portfolio, scenario, on_call) REFERENCES on_call (portfolio, scenario, id)
    ON DELETE CASCADE
) WITHOUT ROWID;
CREATE TABLE on_call_day (
  portfolio TEXT NOT NULL,
  scenario TEXT NOT NULL DEFAULT '',
  on_call TEXT NOT NULL,
  position INTEGER NOT NULL,
  day TEXT NOT NULL CHECK (day IN ('Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun', 'holiday')),
  PRIMARY KEY (portfolio, scenario, on_call, position),
  FOREIGN KEY (portfolio, scenario, on_call) REFERENCES on_call (portfolio, scenario, id)
    ON DELETE CASCADE
) WITHOUT ROWID;

CREATE VIEW week AS
SELECT portfolio, day, time, title, employer, role, site FROM (
  SELECT activity.portfolio, activity.day, activity.start_minute AS start,
    CASE WHEN activity.start_minute IS NULL THEN activity.half
      ELSE printf('%02d:%02d–%02d:%02d', activity.start_minute / 60, activity.start_minute % 60,
        activity.end_minute / 60, activity.end_minute % 60) END AS time,
    activity.title, employer.name AS employer, role.title AS role, site.name AS site
  FROM activity
  JOIN role ON role.portfolio = activity.portfolio AND role.scenario = activity.scenario
    AND role.id = activity.role
  JOIN employer ON employer.portfolio = role.portfolio AND employer.id = role.employer
  LEFT JOIN site ON site.portfolio = activity.portfolio AND site.id = activity.site
  WHERE activity.scenario = '' AND activity.day IS NOT NULL AND role.considered = 0
  UNION ALL
  SELECT commitment.portfolio, commitment_day.day, commitment.start_minute,
    printf('%02d:%02d–%02d:%02d', commitment.start_minute / 60, commitment.start_minute % 60,
      commitment.end_minute / 60, commitment.end_minute % 60),
    commitment.title, NULL, NULL, NULL
  FROM commitment
  JOIN commitment_day ON commitment_day.portfolio = commitment.portfolio
    AND commitment_day.commitment = commitment.id
)
ORDER BY portfolio, instr('MonTueWedThuFriSatSunholiday', day), start, title;

CREATE VIEW jobs AS
SELECT role.portfolio, role.title, employer.name AS employer, role.contract, role.contracted,
  CASE role.considered WHEN 1 THEN 'considered' ELSE 'held' END AS standing,
  count(activity.id) AS activities
FROM role
JOIN employer ON employer.portfolio = role.portfolio AND employer.id = role.employer
LEFT JOIN activity ON activity.portfolio = role.portfolio AND activity.scenario = role.scenario
  AND activity.role = role.id
WHERE role.scenario = ''
GROUP BY role.portfolio, role.id
ORDER BY role.portfolio, role.position;
"""


def m0001_first_library(db: "Database") -> None:
    """The tables of the first release."""
    db.executescript(_FIRST)
