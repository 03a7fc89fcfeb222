"""Small shared widgets. They know tokens and Qt, and nothing of portfolios, documents or panels."""
