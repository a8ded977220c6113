"""Ids of the symbols that every vocabulary begins with, in this order."""

PAD = 0  # fills the end of a short sequence; never attended to, never counted
BOS = 1  # what the decoder sees before its first token
EOS = 2  # ends every sentence, on both sides
UNK = 3  # a piece that the vocabulary lacks
SYMBOLS = ("<pad>", "<s>", "</s>", "<unk>")
