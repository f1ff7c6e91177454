from portal.sprachen.models.fassung import Fassung, Fassungsabschnitt
from portal.sprachen.models.textsprache import Textsprache
from portal.sprachen.models.video import Gebaerdenvideo

__all__ = ["Fassung", "Fassungsabschnitt", "Gebaerdenvideo", "Textsprache"]
