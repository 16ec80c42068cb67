"""What verbs and nouns mean, as data: frames, cues, signatures."""
