"""The house rules, held by tests: layers, sizes, names, words, licences, scripts."""
