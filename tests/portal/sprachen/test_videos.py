"""Videos in sign language: shown with their text, in parts, to those who may see them."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse

from portal.sprachen.models import Fassung, Gebaerdenvideo
from quartiere.models import Quartier
from tests.admin_forms import form_data
from tests.factories import QuartierFactory
from tests.portal.sprachen.fassungen import make

pytestmark = pytest.mark.django_db


def html_of(client, path):
    return client.get(path).content.decode()


MP4 = b"\x00\x00\x00\x18ftypisom" + b"x" * 100


def make_video(fassung):
    file = ContentFile(MP4, name="video.mp4")
    return Gebaerdenvideo.objects.create(fassung=fassung, file=file, seconds=125)


def address_of(video):
    return f"/{video.file.name}"


def test_video_is_shown_with_size_duration_and_transcript(client, kinder):
    video = make_video(make(kinder, "gsg", text="<p>Der Text zum Video.</p>"))

    html = html_of(client, "/gsg/zielgruppen/kinder/")

    assert f'<source src="{address_of(video)}" type="video/mp4">' in html
    assert 'preload="none"' in html
    assert "2:05 Minuten" in html
    assert "Der Text zum Video." in html
    assert (
        "media-src 'self'"
        in client.get("/gsg/zielgruppen/kinder/").headers["Content-Security-Policy"]
    )


@pytest.mark.parametrize(
    ("asked", "status", "body", "span"),
    [
        (None, 200, MP4, None),
        ("bytes=0-3", 206, MP4[:4], "bytes 0-3/112"),
        ("bytes=100-", 206, MP4[100:], "bytes 100-111/112"),
        ("bytes=-12", 206, MP4[-12:], "bytes 100-111/112"),
        ("bytes=500-", 416, b"", "bytes */112"),
        ("bytes=-", 200, MP4, None),
        ("bytes=a-b", 200, MP4, None),
        ("bytes=9-3", 416, b"", "bytes */112"),
        (f"bytes={'9' * 18}-", 416, b"", "bytes */112"),
        (f"bytes={'9' * 5_000}-", 200, MP4, None),
        (f"bytes=0-{'9' * 5_000}", 200, MP4, None),
    ],
)
def test_video_comes_in_parts(client, kinder, asked, status, body, span):
    video = make_video(make(kinder, "gsg"))

    response = client.get(address_of(video), headers={"range": asked} if asked else {})

    content = b"".join(response.streaming_content) if response.streaming else response.content
    response.close()
    assert (response.status_code, content) == (status, body)
    assert response.headers.get("Content-Range") == span


def test_video_of_a_draft_or_of_a_draft_row_is_theirs_alone(client, staff, other_staff, quartier):
    draft_version = make_video(make(quartier, "gsg", published=False))
    hidden = QuartierFactory(kommune=quartier.kommune)
    draft_row = make_video(make(hidden, "gsg"))

    found, opened = {}, []
    for name, user in [("nobody", None), ("staff", staff), ("other", other_staff)]:
        client.logout()
        if user:
            client.force_login(user)
        responses = [client.get(address_of(video)) for video in (draft_version, draft_row)]
        found[name] = [response.status_code for response in responses]
        opened += responses
    for response in opened:  # at the end: closing one gives its connection back
        response.close()

    assert found == {"nobody": [404, 404], "staff": [200, 200], "other": [404, 404]}


def test_text_to_a_video_is_marked_as_the_german_it_is(client, quartier):
    make_video(make(quartier, "gsg", title="In Gebärden"))

    page = client.get(f"/gsg{quartier.get_absolute_url()}").text

    assert '<article class="fassung flow" lang="de"' in page
    assert 'lang="gsg"' not in page.split("<main")[1].split("</main>")[0]
    assert '<title lang="de">In Gebärden' in page


def stored_files():
    return default_storage.listdir("gebaerdenvideo")[1]


@pytest.mark.parametrize("way", ["video", "videos", "fassung", "fassungen", "source", "sources"])
def test_deleted_video_takes_its_file_along(
    kommune, settings, tmp_path, django_capture_on_commit_callbacks, way
):
    settings.MEDIA_ROOT = tmp_path
    quartier = QuartierFactory(kommune=kommune)
    video = make_video(make(quartier, "gsg"))
    ways = {
        "video": video.delete,
        "videos": Gebaerdenvideo.objects.all().delete,
        "fassung": video.fassung.delete,
        "fassungen": Fassung.objects.all().delete,
        "source": quartier.delete,
        "sources": Quartier.objects.all().delete,
    }
    assert len(stored_files()) == 1

    with django_capture_on_commit_callbacks(execute=True):
        ways[way]()

    assert (Gebaerdenvideo.objects.count(), stored_files()) == (0, [])


def test_replaced_video_is_removed_and_a_kept_one_stays(
    kinder, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.MEDIA_ROOT = tmp_path
    video = make_video(make(kinder, "gsg"))
    before = stored_files()

    with django_capture_on_commit_callbacks(execute=True):
        video.seconds = 10
        video.save()
    kept = stored_files()
    with django_capture_on_commit_callbacks(execute=True):
        video.file = ContentFile(MP4, name="neu.mp4")
        video.save()

    assert kept == before
    assert stored_files() == [video.file.name.removeprefix("gebaerdenvideo/")]
    assert stored_files() != before


@pytest.mark.parametrize("content", [b"<html>", b"GIF89a", b""])
def test_file_that_is_no_video_is_refused(kinder, content):
    fassung = make(kinder, "gsg")
    video = Gebaerdenvideo(fassung=fassung, seconds=1, file=ContentFile(content, name="x.mp4"))

    with pytest.raises(ValidationError) as error:
        video.full_clean()

    assert "file" in error.value.message_dict


@pytest.mark.parametrize(
    ("text", "published"), [("", False), ("<p> </p>", False), ("<p>Text zum Video</p>", True)]
)
@pytest.mark.parametrize("way", ["form", "action"])
def test_video_without_its_text_is_not_published(client, staff, quartier, way, text, published):
    fassung = make(quartier, "gsg", published=False, text=text)
    other = make(quartier, "tr", published=False, text="")
    client.force_login(staff)
    address = reverse("admin:sprachen_fassung_change", args=[fassung.pk])
    chosen = {"action": "publish", "_selected_action": [fassung.pk, other.pk]}

    if way == "form":
        form = form_data(client.get(address), status="published")
        page = client.post(address, form).text
    else:
        page = client.post(reverse("admin:sprachen_fassung_changelist"), chosen, follow=True).text

    fassung.refresh_from_db()
    other.refresh_from_db()
    assert fassung.is_published == published
    assert ("Bitte schreiben Sie den Text zum Video" in page) == (not published)
    assert other.is_published == (way == "action")
