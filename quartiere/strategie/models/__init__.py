from quartiere.strategie.models.bedarf import Bedarf, Problemlage
from quartiere.strategie.models.strategie import Strategie
from quartiere.strategie.models.ziel import Handlungsansatz, Ziel

__all__ = ["Bedarf", "Handlungsansatz", "Problemlage", "Strategie", "Ziel"]
