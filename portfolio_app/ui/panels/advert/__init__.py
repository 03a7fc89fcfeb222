"""The Advert panel: paste an advertised job plan, see how it was read, and what follows."""
