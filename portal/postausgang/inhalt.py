"""A mail as JSON and back: what Django's EmailMessage knows, nothing executable."""

from base64 import b64decode, b64encode

from django.core.mail import EmailMultiAlternatives

ADDRESSES = ("to", "cc", "bcc", "reply_to")


def pack(message):
    """Raises TypeError for ready-made MIME parts, which the portal does not write."""
    packed = {name: list(getattr(message, name)) for name in ADDRESSES}
    return packed | {
        "subject": str(message.subject),
        "body": str(message.body),
        "subtype": message.content_subtype,
        "from_email": message.from_email,
        "headers": {name: str(value) for name, value in message.extra_headers.items()},
        "alternatives": [[str(text), kind] for text, kind in getattr(message, "alternatives", [])],
        "attachments": [_pack_attachment(item) for item in message.attachments],
    }


def unpack(packed, message_id, connection=None):
    """The same message; a stable Message-ID lets a mailbox see that it came twice."""
    message = EmailMultiAlternatives(
        packed["subject"],
        packed["body"],
        packed["from_email"],
        headers={"Message-ID": message_id, **packed["headers"]},
        connection=connection,
        **{name: packed[name] for name in ADDRESSES},
    )
    message.content_subtype = packed["subtype"]
    for text, kind in packed["alternatives"]:
        message.attach_alternative(text, kind)
    for name, content, kind in packed["attachments"]:
        message.attach(name, b64decode(content), kind)
    return message


def _pack_attachment(attachment):
    if not isinstance(attachment, tuple):
        raise TypeError("Attach name, content and type, not a MIME part.")
    name, content, kind = attachment
    content = content.encode() if isinstance(content, str) else content
    return [name, b64encode(content).decode(), kind]
