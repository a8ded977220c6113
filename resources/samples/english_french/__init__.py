"""The English-French phrase corpus: a small grammar of both languages, side by side.

`lexicon` holds the words, `french` the sound rules between them, `phrases` noun phrases and subjects, `clauses` what a
verb does with them, `sentences` the kinds of sentence and how many of each.
"""
