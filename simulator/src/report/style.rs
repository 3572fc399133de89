//! How lines are told apart: by colour, by dashes and by markers, each of which is enough alone.

use plotters::prelude::*;

/// How a line looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Style {
	/// Of Okabe and Ito, who chose them to be told apart without colour sight.
	pub colour: RGBColor,
	/// Length of dashes and gaps in pixels; none for a solid line.
	pub dash: Option<(i32, i32)>,
	/// The marker at each value.
	pub marker: Marker,
}

/// The shape of a marker.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Marker {
	Circle,
	Square,
	Triangle,
	Diamond,
	Down,
	Bar,
}

const STYLES: [Style; 6] = [
	Style { colour: RGBColor(0, 114, 178), dash: None, marker: Marker::Circle },
	Style { colour: RGBColor(213, 94, 0), dash: Some((20, 10)), marker: Marker::Square },
	Style { colour: RGBColor(0, 158, 115), dash: Some((8, 8)), marker: Marker::Triangle },
	Style { colour: RGBColor(204, 121, 167), dash: Some((34, 8)), marker: Marker::Diamond },
	Style { colour: RGBColor(230, 159, 0), dash: Some((14, 18)), marker: Marker::Down },
	Style { colour: RGBColor(86, 180, 233), dash: Some((4, 12)), marker: Marker::Bar },
];

/// The style with this number; after the last comes the first again.
pub fn style(number: usize) -> Style {
	STYLES[number % STYLES.len()]
}

impl Marker {
	/// Its outline around a point, `size` pixels in each direction.
	pub fn outline(self, (x, y): (i32, i32), size: i32) -> Vec<(i32, i32)> {
		let at = |points: &[(i32, i32)]| {
			points.iter().map(|(dx, dy)| (x + dx * size / 8, y + dy * size / 8)).collect()
		};
		match self {
			Self::Circle => at(&[
				(8, 0),
				(7, 4),
				(4, 7),
				(0, 8),
				(-4, 7),
				(-7, 4),
				(-8, 0),
				(-7, -4),
				(-4, -7),
				(0, -8),
				(4, -7),
				(7, -4),
			]),
			Self::Square => at(&[(-7, -7), (7, -7), (7, 7), (-7, 7)]),
			Self::Triangle => at(&[(0, -9), (9, 7), (-9, 7)]),
			Self::Diamond => at(&[(0, -10), (10, 0), (0, 10), (-10, 0)]),
			Self::Down => at(&[(0, 9), (9, -7), (-9, -7)]),
			Self::Bar => at(&[(-3, -10), (3, -10), (3, 10), (-3, 10)]),
		}
	}
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
