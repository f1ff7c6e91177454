"""The plain values that go into an edition and come out of its computation (no Django)."""

from dataclasses import dataclass

STATUS, DYNAMIK, KONTEXT = "status", "dynamik", "kontext"
ROLES = (STATUS, DYNAMIK, KONTEXT)

# "Sehr niedrig, or niedrig with negative dynamics": the wording is from secondary sources,
# so it is a setting of the edition and only preset here.
ATTENTION_GROUPS = ("3-", "4+", "4+/-", "4-")


@dataclass(frozen=True, slots=True)
class IndikatorSpec:
    """What computation and checks know of an indicator.

    `polarity` is 1 where a high value means disadvantage and -1 where it is good.
    `zielgruppe` is a slug; then the indicator enters the need of that group.
    `phrase` continues the value in a sentence ("14,2 % arbeitslos").
    `city_value` is the official value of the whole city, None if it is not known.
    `sheet` holds the texts of the indicator sheet as pairs; they enter the checksum.
    """

    code: str
    role: str = KONTEXT
    polarity: int = 1
    zielgruppe: str = ""
    name: str = ""
    unit: str = ""
    phrase: str = ""
    public: bool = True
    city_value: float | None = None
    minimum: float | None = None
    maximum: float | None = None
    sheet: tuple[tuple[str, str], ...] = ()

    @property
    def is_index(self):
        return self.role in (STATUS, DYNAMIK)


@dataclass(frozen=True, slots=True)
class GebietInput:
    """One area of an edition; `exclusion` is the reason, "" means valid.

    `values` stand in the order of the edition's indicators, None = no value.
    """

    key: str
    name: str
    inhabitants: int | None
    exclusion: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class AusgabeInput:
    """Everything the results of an edition depend on."""

    kommune: str
    year: int
    period: str
    gebietsstand: str
    indicators: tuple[IndikatorSpec, ...]
    areas: tuple[GebietInput, ...]
    attention_groups: tuple[str, ...] = ATTENTION_GROUPS


@dataclass(frozen=True, slots=True)
class Moments:
    """Number, unweighted mean and population standard deviation (÷ n) over the valid areas."""

    n: int
    mean: float
    sd: float


@dataclass(frozen=True, slots=True)
class GebietResult:
    """Results of one area; everything is None or empty for an excluded one.

    `z` stands in the order of the indicators, without the polarity's sign. `needs` stand in
    the order of the edition's Zielgruppen, None = "keine Angabe". `overlap` of `rated` groups
    have a need above 1.
    """

    key: str
    z: tuple[float | None, ...] = ()
    status_sum: float | None = None
    status_index: float | None = None
    status_class: str | None = None
    dynamik_sum: float | None = None
    dynamik_index: float | None = None
    dynamik_class: str | None = None
    group: str | None = None
    attention: bool = False
    needs: tuple[float | None, ...] = ()
    overlap: int | None = None
    rated: int | None = None


@dataclass(frozen=True, slots=True)
class AusgabeResult:
    """`areas` are sorted by key; `moments` stand in the order of the indicators.

    `zielgruppen` names the groups whose need was computed, in the order of `needs`.
    `messages` say in German what was left out of the computation, and why.
    """

    areas: tuple[GebietResult, ...]
    moments: tuple[Moments | None, ...]
    zielgruppen: tuple[str, ...]
    messages: tuple[str, ...]
