"""Random numbers by name: the same name, seed and year always give the same numbers.

Years are sampled in blocks of a fixed size, each with generators of its own, so that neither how
many years are asked for, nor how many at once, nor on how many threads changes a single one. What
two options have in common (my leave, the overruns of one clinic) they ask for by one name and so
share: a difference between them is a difference between pairs.
"""

from collections.abc import Callable
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

BLOCK = 1000  # years
Floats = NDArray[np.float64]


class Draws:
    """The numbers of one block of years, drawn when first asked for; a column is a year.

    `worked` keeps what was worked out from them under a name of its own, for the next option.
    `count` is how many numbers were drawn.
    """

    def __init__(self, seed: int, block: int) -> None:
        self._seed = seed
        self._block = block
        self._drawn: dict[tuple[str, str], NDArray[Any]] = {}
        self.worked: dict[object, Any] = {}
        self.count = 0

    def uniform(self, name: str, rows: int) -> Floats:
        """Between 0 and 1, without 1."""
        return self._draw("uniform", name, lambda rng: rng.random((rows, BLOCK)))

    def normal(self, name: str, rows: int) -> Floats:
        """Standard normal numbers."""
        return self._draw("normal", name, lambda rng: rng.standard_normal((rows, BLOCK)))

    def gamma(self, name: str, rows: int, *, spread: float) -> Floats:
        """Numbers of mean 1 and this standard deviation."""
        shape = spread**-2
        return self._draw(
            f"gamma {spread}",
            name,
            lambda rng: rng.standard_gamma(shape, (rows, BLOCK)) / shape,
        )

    def poisson(self, name: str, mean: float) -> NDArray[np.int64]:
        """Counts of this mean, one a year."""
        found: NDArray[np.int64] = self._draw(
            f"poisson {mean}", name, lambda rng: rng.poisson(mean, BLOCK)
        )
        return found

    def _draw(
        self, kind: str, name: str, draw: Callable[[np.random.Generator], NDArray[Any]]
    ) -> NDArray[Any]:
        key = (kind, name)
        if key not in self._drawn:
            place = (crc32(f"{kind} {name}".encode()), self._block)
            seed = np.random.SeedSequence(self._seed, spawn_key=place)
            self._drawn[key] = draw(np.random.Generator(np.random.SFC64(seed)))
            self.count += self._drawn[key].size
        return self._drawn[key]


def log_normal(normal: Floats, mean: float, spread: float) -> Floats:
    """Factors of this mean and standard deviation from standard normal numbers."""
    if not spread:
        return np.full_like(normal, mean)
    variance = np.log1p((spread / mean) ** 2)
    found: Floats = normal * np.sqrt(variance)
    found += np.log(mean) - variance / 2
    np.exp(found, out=found)
    return found
