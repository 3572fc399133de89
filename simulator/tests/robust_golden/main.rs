//! The `robust` rules against recorded figures on IMDB.
//!
//! 1,000 words; rows 0 to 1,999 are seeded in order, the rest are public: every seventh is sent by
//! an account B with its label turned, the others by an account A. Five audits show test rows, the
//! third of them with all labels turned. The figures come from another implementation, in integers
//! of any size.

mod run;

use run::{Run, SEEDING};
use std::fmt::Write;

/// Rows, time, clock, agreement, clock of the release, samples that taught, sum of |w|, of |u|,
/// hash of w, of u: those of the candidate.
const LEARNT: &str = "
2000 0 1200600 3435986944 1200600 1293 8440 4666564200 8fb6ace0818ae826 af9d5a0c8786573a
2001 413 1201013 3438296572 1200600 1293 8440 4666564200 8fb6ace0818ae826 af9d5a0c8786573a
2100 61328 1246256 3217764603 1200600 1328 8150 4525508056 67b750807fc575ea fdd6c9bd3a1262d1
5000 1801335 2550893 2886195286 1200600 2044 7197 7620811420 6129dcbcfd04f193 2603aa1162a807a1
10000 4799718 4799460 2948673514 4799460 3230 6645 15955816420 c1cf5fc4125fd5b6 00c00faed4941e25
18000 9600833 4799460 2895283472 4799460 5286 6645 15955816420 c1cf5fc4125fd5b6 00c00faed4941e25
25000 13800881 6150014 2928811229 4799460 7111 6380 21645233013 2897d9c70a998caa 73a6bfb5136a2ce2
";

/// Rows, verdicts Agree/Undecided/Disagree, held back by the guard, by the sample's leash, the
/// records of A and B, what they deposited, what of it was locked for them, pool, fund, heir, hash
/// of all verdicts and amounts.
const PAID: &str = "
2000 0/0/0 0 0 0/0,0/0 0,0 0,0 0 0 0 cbf29ce484222325
2001 1/0/0 0 0 1/0,0/0 10000000,0 10000000,0 0 0 0 73d3ac1df81fae3b
2100 58/17/25 3 4 56/15,2/10 749011356,202809259 631707317,50137361 259329694 10646243 0 \
1a892486a083fda2
5000 1879/509/612 186 151 56/10,15/87 16497698860,12102836127 17026525729,3052856187 \
5762623390 9565527 2748964154 e4ceb07b786c0c22
10000 5042/1359/1599 524 413 72/10,17/90 42679964298,33817791384 44634577610,8326995214 \
8528182734 10957414 14997042710 c2593e89d368967e
18000 10095/2801/3104 959 828 83/12,7/62 81333290700,69568033620 86408642564,16375278646 \
9377574613 12529399 38727299098 04b9f38356025c97
25000 14525/4091/4384 1305 1186 65/8,17/110 114734062921,100056877746 122661349335,23694900611 \
9211722191 8962538 59214005992 45df3791aba28962
";

/// Row that an audit comes after, rows worse, better, whether the candidate was released, its clock
/// afterwards, test rows that the release gets right.
const AUDITS: &str = "
6000 10 30 yes 3000449 20543
10000 7 12 yes 4799460 20715
14000 5 3 no 4799460 20715
18000 8 9 no 4799460 20715
22000 5 6 no 4799460 20715
";

/// Row, time, account, label, deposit, verdict, amount locked; agreement, pool and fund afterwards.
const FIRST_ROWS: &str = "
2000 413 A -1 10000000 A 10000000 | 3438296572 0 0
2001 1539 A 1 9523809 A 9523809 | 3441642942 0 0
2002 2177 B 1 10000000 U 7500000 | 3428199025 2500000 0
2003 2327 A -1 9090909 A 9090909 | 3429045478 2497559 2441
2004 3190 A 1 8695652 A 8695652 | 3432427985 2487803 12197
2005 3565 A -1 8333333 A 8333333 | 3434533793 2481730 18270
2006 4653 A -1 8000000 A 8000000 | 3437894861 2472036 27964
2007 5253 A -1 7692307 A 7692307 | 3441242800 2462380 37620
2008 5365 A -1 7407407 A 7407407 | 3441865307 2460585 39415
2009 6190 B -1 10000000 D 0 | 3428420521 12450974 49026
2010 6527 A 1 7142857 A 7142857 | 3430321733 12423657 76343
2011 7577 A 1 6896551 U 5172413 | 3416922039 14099266 124872
";

/// The rows that the lines of a table are about.
fn rows_of(table: &str) -> Vec<usize> {
	let lines = table.lines().filter_map(|line| line.split(' ').next());
	lines.filter_map(|row| row.parse().ok()).collect()
}

#[test]
fn the_first_public_rows_are_priced_judged_and_paid_as_recorded() {
	let Some(mut run) = Run::open() else { return };
	let mut table = String::from("\n");
	for row in rows_of(FIRST_ROWS) {
		let accepted = run.submit(row);
		writeln!(table, "{row} {}", run.first_row(row, &accepted)).expect("memory");
	}
	assert_eq!(table, FIRST_ROWS);
}

#[test]
fn a_run_with_audits_comes_to_the_recorded_figures() {
	let Some(mut run) = Run::open() else { return };
	let [mut learnt, mut paid, mut audits] = [(); 3].map(|()| String::from("\n"));
	for done in SEEDING..=run.data.train.len() {
		if done > SEEDING {
			run.submit(done - 1);
		}
		if let Some(number) = rows_of(AUDITS).iter().position(|row| *row == done) {
			writeln!(audits, "{done} {}", run.audit(number)).expect("memory");
		}
		if rows_of(LEARNT).contains(&done) {
			writeln!(learnt, "{done} {}", run.learnt()).expect("memory");
			writeln!(paid, "{done} {}", run.paid()).expect("memory");
		}
	}
	assert_eq!(learnt, LEARNT);
	assert_eq!(paid, PAID);
	assert_eq!(audits, AUDITS);
}
