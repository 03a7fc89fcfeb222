"""Local policies, objectives, accepted findings and credits; hot weeks and dated lines."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_AGREEMENTS = """\
ALTER TABLE employer ADD COLUMN lead INTEGER NOT NULL DEFAULT 0 CHECK (lead IN (0, 1));
ALTER TABLE role ADD COLUMN follows TEXT;
ALTER TABLE role ADD COLUMN plan_name TEXT;
ALTER TABLE role ADD COLUMN service_from TEXT;
ALTER TABLE role ADD COLUMN pay_point TEXT;
ALTER TABLE role ADD COLUMN real_unit_minutes INTEGER CHECK (real_unit_minutes > 0);
ALTER TABLE on_call ADD COLUMN cover_by TEXT NOT NULL DEFAULT 'working-weeks';
ALTER TABLE on_call ADD COLUMN slot_share TEXT NOT NULL DEFAULT '1';

ALTER TABLE job_share ADD COLUMN theirs TEXT;
ALTER TABLE job_share ADD COLUMN demand_requests TEXT;
ALTER TABLE job_share ADD COLUMN demand_minutes INTEGER CHECK (demand_minutes > 0);
ALTER TABLE job_share ADD COLUMN demand_spread TEXT;
ALTER TABLE job_share ADD COLUMN demand_urgent TEXT;
ALTER TABLE partner ADD COLUMN units TEXT;
ALTER TABLE partner ADD COLUMN negotiable INTEGER CHECK (negotiable IN (0, 1));
ALTER TABLE partner ADD COLUMN areas TEXT NOT NULL DEFAULT '';
ALTER TABLE partner ADD COLUMN would_lead TEXT NOT NULL DEFAULT '';
ALTER TABLE partner ADD COLUMN limits TEXT NOT NULL DEFAULT '';
ALTER TABLE activity ADD COLUMN place_window_start_minute INTEGER
  CHECK (place_window_start_minute BETWEEN 0 AND 1440);
ALTER TABLE activity ADD COLUMN place_window_end_minute INTEGER
  CHECK (place_window_end_minute BETWEEN 0 AND 1440);
ALTER TABLE activity ADD COLUMN least_minutes INTEGER CHECK (least_minutes > 0);

CREATE TABLE job_share_displaces (
  portfolio TEXT NOT NULL,
  scenario TEXT NOT NULL DEFAULT '',
  role TEXT NOT NULL,
  position INTEGER NOT NULL,
  item TEXT NOT NULL,
  PRIMARY KEY (portfolio, scenario, role, position),
  FOREIGN KEY (portfolio, scenario, role) REFERENCES job_share (portfolio, scenario, role)
    ON DELETE CASCADE
) WITHOUT ROWID;
CREATE TABLE activity_place_day (
  portfolio TEXT NOT NULL,
  scenario TEXT NOT NULL DEFAULT '',
  activity TEXT NOT NULL,
  position INTEGER NOT NULL,
  day TEXT NOT NULL CHECK (day IN ('Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun', 'holiday')),
  PRIMARY KEY (portfolio, scenario, activity, position),
  FOREIGN KEY (portfolio, scenario, activity) REFERENCES activity (portfolio, scenario, id)
    ON DELETE CASCADE
) WITHOUT ROWID;

-- What a sampled year assumes and where a verdict turns. Older libraries have no row: the usual.
CREATE TABLE assumptions (
  portfolio TEXT NOT NULL PRIMARY KEY REFERENCES portfolio (id) ON DELETE CASCADE,
  years INTEGER NOT NULL,
  seed INTEGER NOT NULL,
  two_week_blocks INTEGER NOT NULL,
  one_week_blocks INTEGER NOT NULL,
  school_holidays INTEGER NOT NULL CHECK (school_holidays IN (0, 1)),
  not_both_away TEXT NOT NULL,
  my_leave_weeks TEXT,
  partner_leave_weeks TEXT,
  sick_spells TEXT NOT NULL,
  sick_days TEXT NOT NULL,
  call_spread TEXT NOT NULL,
  own_minutes INTEGER NOT NULL CHECK (own_minutes >= 0)
) WITHOUT ROWID;
CREATE TABLE assumptions_overrun (
  portfolio TEXT NOT NULL REFERENCES assumptions (portfolio) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  category TEXT NOT NULL,
  mean TEXT NOT NULL,
  spread TEXT NOT NULL,
  PRIMARY KEY (portfolio, position)
) WITHOUT ROWID;
CREATE TABLE thresholds (
  portfolio TEXT NOT NULL PRIMARY KEY REFERENCES portfolio (id) ON DELETE CASCADE,
  near_minutes INTEGER NOT NULL,
  protected_minutes INTEGER NOT NULL,
  own_minutes INTEGER NOT NULL,
  duty_share TEXT NOT NULL,
  weeks_over TEXT NOT NULL,
  weeks_over_most TEXT NOT NULL,
  average_over TEXT NOT NULL,
  average_over_most TEXT NOT NULL,
  uncovered TEXT NOT NULL,
  uncovered_most TEXT NOT NULL,
  wait_minutes INTEGER NOT NULL,
  backlog_minutes INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE activity_credit (
  portfolio TEXT NOT NULL,
  scenario TEXT NOT NULL DEFAULT '',
  activity TEXT NOT NULL,
  position INTEGER NOT NULL,
  role TEXT,
  ledger TEXT,
  units TEXT,
  minutes INTEGER CHECK (minutes >= 0),
  PRIMARY KEY (portfolio, scenario, activity, position),
  FOREIGN KEY (portfolio, scenario, activity) REFERENCES activity (portfolio, scenario, id)
    ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE policy (
  portfolio TEXT NOT NULL REFERENCES portfolio (id) ON DELETE CASCADE,
  id TEXT NOT NULL,
  position INTEGER NOT NULL,
  employer TEXT NOT NULL,
  contract TEXT NOT NULL,
  term TEXT NOT NULL,
  from_date TEXT NOT NULL,
  value TEXT NOT NULL,
  source TEXT NOT NULL,
  place TEXT NOT NULL DEFAULT '',
  notes TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (portfolio, id),
  FOREIGN KEY (portfolio, employer) REFERENCES employer (portfolio, id)
    DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;

CREATE TABLE objective (
  portfolio TEXT NOT NULL REFERENCES portfolio (id) ON DELETE CASCADE,
  id TEXT NOT NULL,
  position INTEGER NOT NULL,
  role TEXT NOT NULL,
  title TEXT NOT NULL,
  measure TEXT NOT NULL DEFAULT '',
  support TEXT NOT NULL DEFAULT '',
  notes TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (portfolio, id)
) WITHOUT ROWID;
CREATE TABLE objective_activity (
  portfolio TEXT NOT NULL,
  objective TEXT NOT NULL,
  position INTEGER NOT NULL,
  item TEXT NOT NULL,
  PRIMARY KEY (portfolio, objective, position),
  FOREIGN KEY (portfolio, objective) REFERENCES objective (portfolio, id) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE silence (
  portfolio TEXT NOT NULL REFERENCES portfolio (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  check_name TEXT NOT NULL,
  item TEXT NOT NULL,
  reason TEXT NOT NULL,
  id TEXT NOT NULL DEFAULT '',
  notes TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (portfolio, position)
) WITHOUT ROWID;
"""
# What activities and rotas alike may say of others and of the days that they are done on.
_OF_LINES = """\
ALTER TABLE {line} ADD COLUMN instead_of_all INTEGER NOT NULL DEFAULT 0
  CHECK (instead_of_all IN (0, 1));
ALTER TABLE {line} ADD COLUMN first_day TEXT;
ALTER TABLE {line} ADD COLUMN last_day TEXT;
ALTER TABLE {line} ADD COLUMN lieu_minutes INTEGER NOT NULL DEFAULT 0 CHECK (lieu_minutes >= 0);
CREATE TABLE {line}_instead_of (
  portfolio TEXT NOT NULL,
  scenario TEXT NOT NULL DEFAULT '',
  {line} TEXT NOT NULL,
  position INTEGER NOT NULL,
  item TEXT NOT NULL,
  PRIMARY KEY (portfolio, scenario, {line}, position),
  FOREIGN KEY (portfolio, scenario, {line}) REFERENCES {line} (portfolio, scenario, id)
    ON DELETE CASCADE
) WITHOUT ROWID;
"""


def m0002_agreements(db: "Database") -> None:
    """Local policies, objectives, accepted findings, credits; hot weeks and dated lines."""
    for script in (_AGREEMENTS, *(_OF_LINES.format(line=line) for line in ("activity", "on_call"))):
        for statement in script.split(";\n"):
            if statement.strip():
                db.execute(statement)
