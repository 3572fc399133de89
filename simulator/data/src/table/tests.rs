use std::fs;

use collab_model_core::Label;

use super::*;
use crate::{load_encoded, DataSpec};

const TITANIC: &str = "\
Id,Survived,Sex,Age,Port
1,0,male,22,S
2,1,female,38,C
3,1,female,,S
4,0,male,35,
5,0,male,54,Q
6,1,female,2,S
";

fn load_text(text: &str, options: &str) -> Result<(Dataset, Encoding), String> {
	let folder = tempfile::tempdir().unwrap();
	let path = folder.path().join("t.csv");
	fs::write(&path, text).unwrap();
	let spec: DataSpec = format!("csv:{0},{0}{options}", path.display())
		.parse()
		.map_err(|error: crate::SpecError| error.to_string())?;
	let (data, encoding) = load_encoded(&spec, None).map_err(|error| error.to_string())?;
	Ok((data, encoding.unwrap()))
}

#[test]
fn a_table_becomes_one_feature_for_each_column() {
	let (data, encoding) = load_text(TITANIC, ",label=Survived,drop=Id,bins=2").unwrap();
	// Sex: female, male, other, missing; Age: below and from 35 on, missing; Port: C, Q, S, ..
	assert_eq!(data.train.row(0), [1, 4, 9]);
	assert_eq!(data.train.row(2), [0, 6, 9]);
	assert_eq!(data.train.row(3), [1, 5, 11]);
	assert_eq!((data.num_features, data.train.len(), data.train.positives()), (12, 6, 3));
	assert_eq!((data.train.label(1), data.test.len()), (Label::Positive, 6));
	assert_eq!(encoding.classifications, ["0", "1"]);
	let text = encoding.encoder.describe();
	assert!(text.contains("4 to 6  Age < 35, Age >= 35, Age missing"), "{text}");
}

#[test]
fn a_single_row_is_encoded_as_in_the_table() {
	let (data, encoding) = load_text(TITANIC, ",label=Survived,drop=Id").unwrap();
	let file = tempfile::NamedTempFile::new().unwrap();
	encoding.write(file.path()).unwrap();
	let encoding = Encoding::read(file.path()).unwrap();
	let encode = |row| encoding.encoder.encode(row);
	let encoded = encode("Port=S, Age=22 ,Sex=male").unwrap();
	assert_eq!(encoded.features(), data.train.row(0));
	assert_eq!(encoded.names(encoded.features()[0]), ["Sex=male"]);
	assert_eq!(encode("Sex=female,\"Port=S\"").unwrap().features(), data.train.row(2));
	assert_eq!(encode("").unwrap().features().len(), 3);
	for (row, problem) in [
		("male", "no column=value: write a row as Sex=VALUE,Age=VALUE"),
		("Sexe=male", "no column `Sexe`: there are Sex, Age, Port"),
		("Age=old", "`old` in column `Age` is no number"),
		("Age=1\nAge=2", "more than one line"),
	] {
		let error = encode(row).unwrap_err().to_string();
		assert!(error.contains(problem), "{error}");
	}
}

#[test]
fn columns_can_be_chosen_and_told_what_they_are() {
	let of = |options: &str| load_text(TITANIC, options).unwrap().0;
	let data = of(",label=Survived,column=Sex,column=Age,categorical=Age,categories=1");
	assert_eq!(data.num_features, 3 + 3);
	assert_eq!(data.train.row(0), [1, 4]);
	assert_eq!(of(",label=Survived,column=Sex").num_features, 4);
	assert_eq!(of(",label=Survived,column=Age,binning=uniform,bins=3").train.row(0), [1]);
}

#[test]
fn a_table_that_cannot_be_used_is_an_error_with_its_cure() {
	let error = |text: &str, options: &str| load_text(text, options).unwrap_err();
	assert!(error(TITANIC, "").contains("no column `label`: it has Id, Survived"));
	assert!(error(TITANIC, ",label=Survived,drop=Name").contains("no column `Name`"));
	assert!(error(TITANIC, ",label=Survived,numeric=Sex").contains("line 2: `male` in column"));
	let both = ",label=Survived,numeric=Age,categorical=Age";
	assert!(error(TITANIC, both).contains("categorical and numeric"));
	assert!(error("label\n0\n1\n", "").contains("no column is left"));
	assert!(error(TITANIC, ",bin=3").contains("`bin` is no option of csv data: use label,"));
	assert!(error(TITANIC, ",bins=1").contains("from 2"));
	assert!(error(TITANIC, ",label=Age").contains("5 values (2, 22, 35, 38, 54)"));
}

#[test]
fn numbers_only_to_learn_from_must_be_numbers_to_test_with() {
	let folder = tempfile::tempdir().unwrap();
	let [train, test] = ["a.csv", "b.csv"].map(|name| folder.path().join(name));
	fs::write(&train, "x,label\n1,0\n2,1\n").unwrap();
	fs::write(&test, "x,label\n7,0\nmany,1\n").unwrap();
	let spec = format!("csv:{},{}", train.display(), test.display()).parse().unwrap();
	let error = load_encoded(&spec, None).unwrap_err().to_string();
	assert!(error.contains("b.csv, line 3: `many` in column `x` is no number"), "{error}");
}

/// Numbers that tell the label, one on each line from line 2 on, and the values in `odd`.
fn numbers(odd: &[&str]) -> String {
	let row = |n: u32| format!("{},{n}\n", u32::from(n > 20));
	let odd: String = odd.iter().map(|value| format!("1,{value}\n")).collect();
	format!("label,x\n{}{odd}", (1..=40).map(row).collect::<String>())
}

#[test]
fn infinite_numbers_are_numbers() {
	let (plain, _) = load_text(&numbers(&[]), "").unwrap();
	let (data, encoding) = load_text(&numbers(&["Infinity", "-inf", "1e999"]), "").unwrap();
	assert_eq!((data.num_features, data.notes.len()), (plain.num_features, 0));
	assert_eq!(data.train.row(40), data.train.row(39));
	assert_eq!(data.train.row(41), data.train.row(0));
	assert!(serde_json::to_string(&encoding).unwrap().contains("edges"));
}

#[test]
fn cells_that_turn_numbers_into_categories_are_told() {
	let (data, _) = load_text(&numbers(&["about 7", "8?"]), "").unwrap();
	assert_eq!(data.notes.len(), 1);
	for part in ["column `x`: 2 of its 42", "`about 7` on line 42", "numeric=x or drop=x"] {
		assert!(data.notes[0].contains(part), "{:?}", data.notes);
	}
	let (data, _) = load_text(&numbers(&["about 7"]), ",categorical=x").unwrap();
	assert!(data.notes.is_empty());
	assert!(load_text(&numbers(&["about 7"]), ",numeric=x").unwrap_err().contains("line 42"));
	let (data, _) = load_text("label,x\n0,a\n1,b\n1,3\n", "").unwrap();
	assert!(data.notes.is_empty());
}

#[test]
fn decimal_commas_are_read_where_they_can_be_nothing_else() {
	let text = "label;x;y\n0;0,5;1,500\n1;1,75;2,250\n0;1;-3,125\n";
	let (data, encoding) = load_text(text, ",separator=semicolon").unwrap();
	assert!(encoding.encoder.describe().contains("x < 0.75"), "{}", encoding.encoder.describe());
	assert!(data.notes.iter().any(|note| note.contains("`x`: commas stand before decimals")));
	assert!(data.notes.iter().any(|note| note.contains("`y`: the comma of `1,500` may stand")));
	let (data, encoding) = load_text(text, ",separator=semicolon,decimal=comma").unwrap();
	assert!(encoding.encoder.describe().contains("y < -0.8125"), "{:?}", encoding.encoder);
	assert!(data.notes.is_empty());
	let (_, encoding) = load_text(text, ",separator=semicolon,decimal=point").unwrap();
	assert!(encoding.encoder.describe().contains("x=0,5"));
	let (_, encoding) = load_text("label,x\n0,\"0,5\"\n1,\"1,75\"\n", "").unwrap();
	assert!(encoding.encoder.describe().contains("x < 1.125"));
}
