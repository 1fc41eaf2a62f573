"""The shape of a beat: a moving dipole, its fit to real beats, and the law of its parameters."""
