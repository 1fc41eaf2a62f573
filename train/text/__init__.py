"""The text branch: reports, embedded once by a frozen encoder, and a small head that is trained."""

from train.text.encoder import DEFAULT, SentenceEncoder, new_sentence_encoder
from train.text.head import TextHead, TextOutput, has_text
from train.text.reports import report_embeddings

__all__ = [
    "DEFAULT",
    "SentenceEncoder",
    "TextHead",
    "TextOutput",
    "has_text",
    "new_sentence_encoder",
    "report_embeddings",
]
