"""Computing which Planungsräume a Quartier covers; decisions of staff stay."""

from django.db import transaction

from quartiere.models import Quartier
from quartiere.monitoring.flaechen import Flaechen
from quartiere.monitoring.models import Planungsraum, Zuordnung

CHUNK = 500
BOX = ("west", "south", "east", "north")


@transaction.atomic
def assign(kommune=None, quartier=None) -> int:
    """Bring the Zuordnungen of a Kommune, a Quartier or all up to date; gives their number.

    Shares are computed anew. Rows without overlap go, unless somebody decided about them.
    """
    quartiere = Quartier.objects.order_by()
    if kommune:
        quartiere = quartiere.filter(kommune=kommune)
    if quartier:
        quartiere = quartiere.filter(pk=quartier.pk)
    rows = Zuordnung.objects.filter(quartier__in=quartiere.values("pk"))
    present = {(row.planungsraum_id, row.quartier_id): row for row in rows}
    bounded = quartiere.filter(boundary__isnull=False)
    count = 0
    for kommune_id in sorted(set(bounded.values_list("kommune", flat=True))):
        shares = dict(_shares(bounded.filter(kommune=kommune_id), kommune_id))
        count += len(shares)
        _write(shares, present)
    _clear(present.values())
    return count


def _shares(quartiere, kommune_id):
    """((planungsraum, quartier), share) of everything that overlaps."""
    boxes = list(quartiere.values_list(*BOX))
    flaechen = Flaechen(quartiere.values_list("pk", "boundary").iterator(chunk_size=CHUNK))
    areas = Planungsraum.objects.filter(kommune=kommune_id, boundary__isnull=False).order_by()
    near = [pk for pk, *box in areas.values_list("pk", *BOX) if _meets_any(box, boxes)]
    for start in range(0, len(near), CHUNK):
        chunk = areas.filter(pk__in=near[start : start + CHUNK]).values_list("pk", "boundary")
        for pk, boundary in chunk:
            for quartier, share in flaechen.shares(boundary):
                yield (pk, quartier), share


def _meets_any(box, boxes):
    west, south, east, north = box
    return any(
        west <= other_east and east >= other_west and south <= other_north and north >= other_south
        for other_west, other_south, other_east, other_north in boxes
    )


def _write(shares, present):
    changed, fresh = [], []
    for (planungsraum, quartier), share in shares.items():
        row = present.pop((planungsraum, quartier), None)
        if row is None:
            fresh.append(Zuordnung(planungsraum_id=planungsraum, quartier_id=quartier, share=share))
        elif row.share != share:
            row.share = share
            changed.append(row)
    Zuordnung.objects.bulk_create(fresh, batch_size=CHUNK)
    Zuordnung.objects.bulk_update(changed, ["share"], batch_size=100)


def _clear(rows):
    """Rows that no longer overlap; where staff decided, only the share is gone."""
    rows = list(rows)
    Zuordnung.objects.filter(pk__in=[row.pk for row in rows if not row.decision]).delete()
    Zuordnung.objects.filter(pk__in=[row.pk for row in rows if row.decision]).update(share=0)
