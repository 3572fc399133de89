//! How lines are told apart: by colour, by dashes and by markers, each of which is enough alone.

use crate::drawing::{Marker, BLUE, GREEN, ORANGE, PURPLE, SKY, VERMILION};
use plotters::style::RGBColor;

/// How a line looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Style {
	/// The colour of the line and of its markers.
	pub colour: RGBColor,
	/// Length of dashes and gaps in pixels; none for a solid line.
	pub dash: Option<(i32, i32)>,
	/// The marker at each value.
	pub marker: Marker,
}

const STYLES: [Style; 6] = [
	Style { colour: BLUE, dash: None, marker: Marker::Circle },
	Style { colour: VERMILION, dash: Some((20, 10)), marker: Marker::Square },
	Style { colour: GREEN, dash: Some((8, 8)), marker: Marker::Triangle },
	Style { colour: PURPLE, dash: Some((34, 8)), marker: Marker::Diamond },
	Style { colour: ORANGE, dash: Some((14, 18)), marker: Marker::Down },
	Style { colour: SKY, dash: Some((4, 12)), marker: Marker::Bar },
];

/// The style with this number; after the last comes the first again.
pub fn style(number: usize) -> Style {
	STYLES[number % STYLES.len()]
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn any_two_styles_differ_in_colour_dash_and_marker() {
		for (i, a) in STYLES.iter().enumerate() {
			for b in &STYLES[i + 1..] {
				assert!(a.colour != b.colour && a.dash != b.dash && a.marker != b.marker);
			}
		}
		assert_eq!(style(STYLES.len()), style(0));
	}
}
