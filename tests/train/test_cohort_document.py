from train.cohort.document import README, with_links


def test_the_table_of_links_is_current() -> None:
    text = README.read_text("utf-8")
    assert text == with_links(text), "run python -m train.cohort.document"
