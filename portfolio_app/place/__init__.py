"""The placed week: who goes where and when, as an optimisation that is proven or says its bound."""
