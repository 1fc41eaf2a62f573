"""One page to look at a patient: ECG on paper, echo views, measures, report."""
