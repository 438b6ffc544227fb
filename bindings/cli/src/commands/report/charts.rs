//! Charts as SVG. They are drawn as wide as a small phone, and the page enlarges them. Their colours
//! are tokens: each stands for one variable of the page's style, which knows light and dark.

use std::fmt::Write;
use std::io;

use callscreen_core::figures::VerdictCounts;
use callscreen_core::verdict::Verdict;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use crate::failure::{Failure, Result};

const WIDTH: u32 = 340;

/// The colours drawn, and the variables of the style that stand in their place.
const INK: RGBColor = RGBColor(0x1c, 0x20, 0x24);
const SOFT: RGBColor = RGBColor(0x5b, 0x64, 0x6d);
const LINE: RGBColor = RGBColor(0xd9, 0xde, 0xe3);
const ALLOW: RGBColor = RGBColor(0x1f, 0x77, 0xb4);
const VOICEMAIL: RGBColor = RGBColor(0xe0, 0x9f, 0x1f);
const REJECT: RGBColor = RGBColor(0xb0, 0x30, 0x4a);
const TOKENS: [(RGBColor, &str); 6] = [
    (INK, "ink"),
    (SOFT, "soft"),
    (LINE, "line"),
    (ALLOW, "allow"),
    (VOICEMAIL, "voicemail"),
    (REJECT, "reject"),
];

/// The style that gives the charts the colours of the page.
pub(super) fn style() -> String {
    let mut style = String::new();
    for (RGBColor(red, green, blue), name) in TOKENS {
        for property in ["fill", "stroke"] {
            // Nothing fails that is written to memory.
            let _ = writeln!(
                style,
                "svg [{property}=\"#{red:02X}{green:02X}{blue:02X}\"]{{{property}:var(--{name})}}"
            );
        }
    }
    style
}

fn color(verdict: Verdict) -> RGBColor {
    match verdict {
        Verdict::Allow => ALLOW,
        Verdict::Voicemail => VOICEMAIL,
        Verdict::Reject => REJECT,
    }
}

/// What a screen reader says in place of a chart.
pub(super) struct Spoken<'text> {
    /// Unique on the page.
    pub(super) id: &'text str,
    pub(super) title: &'text str,
    pub(super) description: &'text str,
}

/// A column of calls; one without a label stands between others that have one.
pub(super) struct Column {
    pub(super) label: Option<String>,
    pub(super) calls: VerdictCounts,
}

/// Calls in columns, one verdict on top of the other.
pub(super) fn columns(columns: &[Column], spoken: &Spoken<'_>) -> Result<String> {
    const HEIGHT: u32 = 190;
    let most = columns.iter().map(|column| column.calls.total()).max().unwrap_or(0).max(4);
    drawn(HEIGHT, spoken, |area| {
        let count = u32::try_from(columns.len()).unwrap_or(u32::MAX);
        let mut chart = ChartBuilder::on(area)
            .margin_top(8)
            .margin_right(4)
            .y_label_area_size(30)
            .x_label_area_size(20)
            .build_cartesian_2d(0.0..f64::from(count), 0..most)?;
        chart
            .configure_mesh()
            .disable_x_mesh()
            .disable_x_axis()
            .y_labels(6)
            .axis_style(LINE)
            .bold_line_style(LINE)
            .light_line_style(TRANSPARENT)
            .label_style(text(12, SOFT, HPos::Right))
            .draw()?;
        for (place, column) in (0..count).zip(columns) {
            let left = f64::from(place);
            let mut floor = 0;
            for verdict in Verdict::ALL {
                let top = floor + column.calls.of(verdict);
                if top > floor {
                    let corners = [(left + 0.12, top), (left + 0.88, floor)];
                    let bar = Rectangle::new(corners, color(verdict).filled());
                    chart.draw_series([bar])?;
                }
                floor = top;
            }
            if let Some(label) = &column.label {
                let (x, y) = chart.backend_coord(&(left + 0.5, 0));
                let style = text(12, SOFT, HPos::Center);
                area.draw(&Text::new(label.as_str(), (x, y + 6), style))?;
            }
        }
        Ok(())
    })
}

/// Calls in bars with their names above them.
pub(super) fn bars(bars: &[(String, VerdictCounts)], spoken: &Spoken<'_>) -> Result<String> {
    const STEP: i32 = 44;
    let most = bars.iter().map(|(_, calls)| calls.total()).max().unwrap_or(0).max(1);
    let height = u32::try_from(bars.len()).unwrap_or(0) * STEP.unsigned_abs();
    drawn(height, spoken, |area| {
        let right = i32::try_from(WIDTH).unwrap_or(i32::MAX);
        for (top, (name, calls)) in (0..).step_by(STEP.unsigned_abs() as usize).zip(bars) {
            area.draw(&Text::new(name.as_str(), (0, top + 2), text(14, INK, HPos::Left)))?;
            let total = calls.total().to_string();
            area.draw(&Text::new(total, (right, top + 2), text(14, SOFT, HPos::Right)))?;
            let at = |count: u64| i32::try_from(count * u64::from(WIDTH) / most).unwrap_or(right);
            let mut left = 0;
            for verdict in Verdict::ALL {
                let end = left + calls.of(verdict);
                if end > left {
                    // What happened once is seen, however often the rest did.
                    let corners = [(at(left), top + 22), (at(end).max(at(left) + 1), top + 33)];
                    area.draw(&Rectangle::new(corners, color(verdict).filled()))?;
                }
                left = end;
            }
        }
        Ok(())
    })
}

fn text(size: u32, color: RGBColor, across: HPos) -> TextStyle<'static> {
    let (font, pos) = (("sans-serif", size).into_font(), Pos::new(across, VPos::Top));
    TextStyle { font, color: color.to_backend_color(), pos }
}

type Area<'svg> = DrawingArea<SVGBackend<'svg>, plotters::coord::Shift>;
type Drawn = std::result::Result<(), DrawingAreaErrorKind<io::Error>>;

/// Draws into an SVG that tells screen readers what it shows.
fn drawn(
    height: u32,
    spoken: &Spoken<'_>,
    draw: impl FnOnce(&Area<'_>) -> Drawn,
) -> Result<String> {
    let mut svg = String::new();
    let area = SVGBackend::with_string(&mut svg, (WIDTH, height)).into_drawing_area();
    draw(&area)
        .and_then(|()| area.present())
        .map_err(|error| Failure::Stream(io::Error::other(error.to_string())))?;
    drop(area);
    // The library's first tag has a fixed size and no words.
    let drawing = svg.split_once('>').map_or("", |(_, drawing)| drawing);
    let Spoken { id, title, description } = spoken;
    let head = maud::html! {
        title id={ (id) "-title" } { (title) }
        desc id={ (id) "-text" } { (description) }
    };
    let head = head.into_string();
    Ok(format!(
        "<svg viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" \
         aria-labelledby=\"{id}-title {id}-text\">{head}{drawing}"
    ))
}
