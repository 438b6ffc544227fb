use proptest::prelude::*;

use super::*;

const ZURICH: &str = r#""zone": "Europe/Zurich", "holidays": {}"#;

fn schedule(windows: &str, rest: &str) -> Schedule {
    serde_json::from_str(&format!(r#"{{"windows": {windows}, {rest}}}"#)).unwrap()
}

fn at(text: &str) -> Moment {
    Moment::from_rfc3339(text).unwrap()
}

fn assert_open(schedule: &Schedule, times: &[&str]) {
    for time in times {
        assert!(schedule.is_open(at(time)), "{time}");
    }
}

fn assert_closed(schedule: &Schedule, times: &[&str]) {
    for time in times {
        assert!(!schedule.is_open(at(time)), "{time}");
    }
}

fn assert_opens(schedule: &Schedule, asked: &str, expected: &str) {
    let next = schedule.next_opening(at(asked)).unwrap();
    assert_eq!(next.unix_ms, at(expected).unix_ms, "{asked}: {next:?}");
    assert_eq!(next.utc_offset_minutes, at(asked).utc_offset_minutes);
}

#[test]
fn windows_are_half_open_and_several_a_day() {
    // 23 November 2026 is a Monday.
    let office = schedule(r#"["mon-fri 08:00-12:00", "mon-fri 13:30-18:00"]"#, ZURICH);
    assert_open(&office, &["2026-11-23T08:00:00+01:00", "2026-11-23T11:59:59+01:00"]);
    assert_open(&office, &["2026-11-23T13:30:00+01:00", "2026-11-27T17:59:00+01:00"]);
    assert_closed(&office, &["2026-11-23T07:59:59+01:00", "2026-11-23T12:00:00+01:00"]);
    assert_closed(&office, &["2026-11-23T18:00:00+01:00", "2026-11-28T09:00:00+01:00"]);
    assert_opens(&office, "2026-11-23T12:00:00+01:00", "2026-11-23T13:30:00+01:00");
    assert_opens(&office, "2026-11-27T18:00:00+01:00", "2026-11-30T08:00:00+01:00");
    assert_opens(&office, "2026-11-23T09:17:00+01:00", "2026-11-23T09:17:00+01:00");
}

#[test]
fn a_window_over_midnight_belongs_to_the_day_it_begins() {
    let nights = schedule(r#"["fri-sat 22:00-02:00"]"#, ZURICH);
    assert_open(&nights, &["2026-11-27T22:00:00+01:00", "2026-11-28T01:59:59+01:00"]);
    assert_open(&nights, &["2026-11-29T00:00:00+01:00"]);
    assert_closed(&nights, &["2026-11-27T01:00:00+01:00", "2026-11-28T02:00:00+01:00"]);
    assert_closed(&nights, &["2026-11-29T22:00:00+01:00"]);
    let whole_day = schedule(r#"["mon 00:00-24:00"]"#, ZURICH);
    assert_open(&whole_day, &["2026-11-23T00:00:00+01:00", "2026-11-23T23:59:59+01:00"]);
    assert_closed(&whole_day, &["2026-11-24T00:00:00+01:00", "2026-11-22T23:59:59+01:00"]);
}

#[test]
fn the_hour_that_is_missing_is_no_opening_time() {
    // On 29 March 2026, a Sunday, 02:00 becomes 03:00.
    let missing = schedule(r#"["sun 02:15-02:45"]"#, ZURICH);
    assert_closed(&missing, &["2026-03-29T01:59:59+01:00", "2026-03-29T03:20:00+02:00"]);
    assert_opens(&missing, "2026-03-28T12:00:00+01:00", "2026-04-05T02:15:00+02:00");
    let begins_in_it = schedule(r#"["sun 02:30-04:00"]"#, ZURICH);
    assert_closed(&begins_in_it, &["2026-03-29T01:59:59+01:00"]);
    assert_open(&begins_in_it, &["2026-03-29T03:00:00+02:00"]);
    assert_opens(&begins_in_it, "2026-03-28T12:00:00+01:00", "2026-03-29T03:00:00+02:00");
    let all_night = schedule(r#"["sat 22:00-06:00"]"#, ZURICH);
    assert_open(&all_night, &["2026-03-29T01:59:59+01:00", "2026-03-29T05:59:59+02:00"]);
    assert_closed(&all_night, &["2026-03-29T06:00:00+02:00"]);
}

#[test]
fn the_hour_that_comes_twice_is_opening_time_twice() {
    // On 25 October 2026, a Sunday, 03:00 becomes 02:00.
    let twice = schedule(r#"["sun 02:30-03:00"]"#, ZURICH);
    assert_open(&twice, &["2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"]);
    assert_closed(&twice, &["2026-10-25T02:00:00+01:00", "2026-10-25T03:00:00+01:00"]);
    assert_opens(&twice, "2026-10-25T02:00:00+01:00", "2026-10-25T02:30:00+01:00");
    assert_opens(&twice, "2026-10-24T12:00:00+02:00", "2026-10-25T02:30:00+02:00");
    let put_back_into = schedule(r#"["sun 01:30-02:15"]"#, ZURICH);
    assert_closed(&put_back_into, &["2026-10-25T02:15:00+02:00"]);
    assert_opens(&put_back_into, "2026-10-25T02:20:00+02:00", "2026-10-25T02:00:00+01:00");
}

#[test]
fn a_traveller_takes_the_phones_clock_along_and_leaves_the_offices() {
    let windows = r#"["mon-fri 08:00-18:00"]"#;
    let phone = schedule(windows, r#""zone": "phone""#);
    let office = schedule(windows, ZURICH);
    // One moment: 09:00 in Zurich, 17:00 in Tokyo, 03:00 in New York.
    let [zurich, tokyo, new_york] =
        ["2026-11-23T09:00:00+01:00", "2026-11-23T17:00:00+09:00", "2026-11-23T03:00:00-05:00"];
    assert_open(&office, &[zurich, tokyo, new_york]);
    assert_open(&phone, &[zurich, tokyo]);
    assert_closed(&phone, &[new_york]);
    assert_opens(&phone, new_york, "2026-11-23T08:00:00-05:00");
    assert_opens(&office, "2026-11-23T01:00:00-05:00", "2026-11-23T08:00:00+01:00");
}

#[test]
fn holidays_have_hours_of_their_own() {
    let office = schedule(
        r#"["mon-sun 08:00-18:00", "wed 22:00-02:00"]"#,
        r#""zone": "phone",
           "holidays": { "12-25": [], "2026-12-24": ["08:00-12:00"], "2027-12-25": ["10:00-11:00"] }"#,
    );
    assert_open(&office, &["2026-12-24T11:00:00+01:00"]);
    assert_closed(&office, &["2026-12-24T12:00:00+01:00", "2026-12-25T10:00:00+01:00"]);
    // What began the evening before goes on: 23 December is a Wednesday.
    assert_open(&office, &["2026-12-24T01:00:00+01:00"]);
    // A date stands before a day of every year.
    assert_open(&office, &["2027-12-25T10:00:00+01:00"]);
    assert_closed(&office, &["2028-12-25T10:00:00+01:00"]);
    assert_opens(&office, "2026-12-24T12:00:00+01:00", "2026-12-26T08:00:00+01:00");
}

#[test]
fn what_never_opens_has_no_next_opening() {
    let never = schedule("[]", r#""holidays": { "12-25": [] }"#);
    assert_eq!(never.next_opening(at("2026-12-24T12:00:00Z")), None);
    let leap_day = schedule("[]", r#""holidays": { "02-29": ["08:00-09:00"] }"#);
    assert_opens(&leap_day, "2096-03-01T00:00:00Z", "2104-02-29T08:00:00Z");
    for unix_ms in [i64::MIN, i64::MAX, 8_210_000_000_000_000] {
        let moment = Moment { unix_ms, utc_offset_minutes: 60 };
        assert!(!never.is_open(moment));
        assert_eq!(leap_day.next_opening(moment), None);
        let always = schedule(r#"["mon-sun 00:00-24:00"]"#, r#""holidays": {}"#);
        assert_eq!(OpeningTime::default().after(&always, moment, 60), None);
    }
}

#[test]
fn json_comes_back_as_it_was_written() {
    let json = r#"{"zone":"Europe/Zurich","windows":["mon,wed-fri,sun 08:00-12:00","sat 22:00-00:00"],"holidays":{"2026-12-24":[],"02-29":["08:00-12:00","13:00-24:00"]}}"#;
    let schedule: Schedule = serde_json::from_str(json).unwrap();
    assert_eq!(serde_json::to_string(&schedule).unwrap(), json);
    let over_the_week: Window = "Sat-Mon 08:00-12:00".parse().unwrap();
    assert_eq!(over_the_week.to_string(), "mon,sat-sun 08:00-12:00");
}

#[test]
fn errors_name_the_field_and_what_was_expected() {
    for (json, expected) in [
        (r#"{"windows": ["mon-fri"]}"#, "windows[0]: expected days and hours"),
        (r#"{"windows": ["mo-fr 08:00-18:00"]}"#, "windows[0]: expected days and hours"),
        (r#"{"windows": ["mon 8:00-18:00"]}"#, "windows[0]: expected a beginning"),
        (r#"{"windows": ["mon 08:00-08:00"]}"#, "windows[0]: expected a beginning"),
        (r#"{"windows": ["mon 24:00-08:00"]}"#, "windows[0]: expected a beginning"),
        (r#"{"windows": ["mon 08:60-09:00"]}"#, "windows[0]: expected a beginning"),
        (r#"{"windows": ["mon 08:00-24:01"]}"#, "windows[0]: expected a beginning"),
        (r#"{"windows": [], "holidays": {"25.12.": []}}"#, "holidays: expected a date"),
        (r#"{"windows": [], "holidays": {"2026-02-29": []}}"#, "holidays: expected a date"),
        (r#"{"windows": [], "holidays": {"12-5": []}}"#, "holidays: expected a date"),
        (r#"{"windows": [], "zone": "Zurich"}"#, "zone: expected a place"),
        (r#"{"zone": "phone"}"#, "missing field `windows`"),
    ] {
        let error = json_place::words(json, &serde_json::from_str::<Schedule>(json).unwrap_err());
        assert!(error.starts_with(expected), "{json}: {error}");
    }
}

fn any_schedule() -> impl Strategy<Value = Schedule> {
    let zone = prop::sample::select(vec![
        "phone",
        "Europe/Zurich",
        "America/New_York",
        "America/Havana",
        "Australia/Lord_Howe",
        "Africa/Casablanca",
    ]);
    let hours = (0_u32..48, 0_u32..=48)
        .prop_filter_map("no hours", |(from, to)| Hours::new(from * 30, to * 30));
    let window = (prop::collection::vec(0_u8..7, 1..4), hours).prop_map(|(days, hours)| {
        let days = days.into_iter().filter_map(|day| chrono::Weekday::try_from(day).ok());
        Window { days: days.collect(), hours }
    });
    (zone, prop::collection::vec(window, 0..4)).prop_map(|(zone, windows)| Schedule {
        zone: zone.parse().unwrap(),
        windows,
        holidays: BTreeMap::new(),
    })
}

proptest! {
    #[test]
    fn it_opens_next_when_it_was_closed_until_then(
        schedule in any_schedule(),
        // Half-hours of 2026, in which all these places change their clocks.
        half_hour in 0_i64..365 * 48,
    ) {
        let start = at("2026-01-01T00:00:00+02:00");
        let half_hours = |count: i64| Moment { unix_ms: start.unix_ms + count * 30 * 60_000, ..start };
        let asked = half_hours(half_hour);
        let walked = (half_hour..half_hour + 15 * 48).map(half_hours).find(|&at| schedule.is_open(at));
        prop_assert_eq!(schedule.next_opening(asked), walked);
    }
}

/// Minute by minute, each begun while it is open.
fn walk(schedule: &Schedule, from: Moment, minutes: u32) -> Option<Moment> {
    (0..minutes).try_fold(from, |at, _| {
        let open = schedule.next_opening(at)?;
        Some(Moment { unix_ms: open.unix_ms + 60_000, ..open })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn opening_time_goes_by_as_if_each_minute_was_walked(
        schedule in any_schedule(),
        // Seconds of 2026, at different times on the phone's clock.
        asked in prop::collection::vec((0_i64..365 * 86_400, -1..=1_i32, 1_u32..1_500), 1..5),
    ) {
        // What one reckoning looked up serves the next.
        let mut opening = OpeningTime::default();
        for (seconds, hours, minutes) in asked {
            let start = at("2026-01-01T00:00:00Z");
            let unix_ms = start.unix_ms + seconds * 1_000 + 7;
            let from = Moment { unix_ms, utc_offset_minutes: hours * 60 };
            let walked = walk(&schedule, from, minutes);
            prop_assert_eq!(opening.after(&schedule, from, minutes), walked);
        }
    }
}

#[test]
fn opening_time_goes_by_over_the_nights_that_change_the_clocks() {
    // A night in each of the places that `any_schedule` knows, half an hour before the change and after.
    let mut opening = BTreeMap::new();
    for windows in
        [r#"["sat-sun 22:00-06:00"]"#, r#"["sun 00:00-02:30"]"#, r#"["mon-sun 00:00-24:00"]"#]
    {
        for (zone, night) in [
            ("Europe/Zurich", "2026-03-29T00:00:30+01:00"),
            ("Europe/Zurich", "2026-10-25T00:00:30+02:00"),
            ("America/Havana", "2026-03-07T23:00:30-05:00"),
            ("America/Havana", "2026-11-01T00:00:30-04:00"),
            ("Australia/Lord_Howe", "2026-04-05T00:00:30+11:00"),
            ("Australia/Lord_Howe", "2026-10-04T00:00:30+10:30"),
        ] {
            let schedule = schedule(windows, &format!(r#""zone": "{zone}""#));
            let opening: &mut OpeningTime = opening.entry((windows, zone)).or_default();
            for minutes in (1..600).step_by(7) {
                let walked = walk(&schedule, at(night), minutes);
                assert_eq!(
                    opening.after(&schedule, at(night), minutes),
                    walked,
                    "{zone} {windows}"
                );
            }
        }
    }
}
