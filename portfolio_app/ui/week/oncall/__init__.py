"""The guided form of an on-call rota: a line to say it in, its fields, and what it comes to."""
