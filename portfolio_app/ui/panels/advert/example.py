"""A made-up advert to try the panel with: no post, no place and no person is meant."""

EXAMPLE = """Example, made up: an indicative timetable for a consultant post.
The post is offered at 10 PAs a week.

Day        Time           Activity                      Category   Frequency      PAs
Monday     09:00-13:00    Outpatient clinic             DCC                       1.0
Monday     13:30-17:30    Administration arising        DCC                       1.0
Tuesday    08:00-18:00    Ward round, 60 min lunch      DCC                       2.5
Wednesday  09:00-13:00    Teaching and audit            SPA                       1.0
Wednesday  17:00-21:00    Evening cover                 DCC        1 in 4         0.25
Thursday   09:00-12:30    Board round                   DCC                       1.0
Thursday   13:30-17:30    Development                   SPA                       0.5
Friday     09:00-17:00    Ambulatory care               DCC        42 per year    1.62
                          Non-resident on-call          DCC        1 in 8         0.6
Home visits as needed
Total                                                                             10.0
DCC 8.5  SPA 1.5
"""
