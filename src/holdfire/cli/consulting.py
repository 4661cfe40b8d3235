"""The command that asks a language model of the user's own about the texts of a case."""

from __future__ import annotations

from pathlib import Path

import click

from holdfire.cli.options import as_option, audience_option, case_argument
from holdfire.cli.printing import now, printable, recorder


@click.command()
@case_argument
@click.option("--endpoint", default="", envvar="HOLDFIRE_ENDPOINT", metavar="URL",
              help="Its OpenAI-compatible server, else HOLDFIRE_ENDPOINT, else case.toml.")
@click.option("--model", default="", envvar="HOLDFIRE_MODEL", metavar="NAME",
              help="Its name, else HOLDFIRE_MODEL, else case.toml.")
@audience_option
@click.option("--again", is_flag=True, help="Ask anew where there was no answer.")
@click.option("--allow-public", is_flag=True, help="Send texts to an address beyond this machine and private networks.")
@as_option
def consult(
    case: Path, endpoint: str, model: str, *, audience: str, again: bool, allow_public: bool, who: str | None
) -> None:  # fmt: skip
    """Ask a language model of your own who says what in the texts that an audience may see.

    Off unless you type it: no other command reaches a network. The server is one that speaks the OpenAI protocol, on
    this machine or a private network. Its answers are kept in the case, and a text is asked about once. A claim whose
    words do not stand in the text exactly is refused with a doubt. Once case.toml names the model (`[model]` with
    `name`), `holdfire run` lists the others, labelled with model and prompt, with a doubt, and counts each only after
    a person has accepted it (`holdfire review`). HOLDFIRE_MODEL_KEY is sent as a bearer token.

    \b
    Example:
      holdfire consult mycase --endpoint http://127.0.0.1:8080/v1 --model my-model
    """
    import os

    from holdfire.flow.consult import consult as asking
    from holdfire.flow.consult import endpoint_of
    from holdfire.store import open_case

    person = who or recorder()
    with open_case(case, write=True, who=person) as opened:
        key = os.environ.get("HOLDFIRE_MODEL_KEY", "")
        server = endpoint_of(opened, url=endpoint, model=model, anywhere=allow_public, key=key)
        found = asked = 0
        for one in asking(opened, server, audience=audience, again=again, who=person, at=now()):
            asked, found = asked + (one.outcome == "asked"), found + one.claims
            told = f"{one.claims} claims hold to the text, {one.doubts} doubts, {one.passages} passages"
            click.echo(printable(f"{one.outcome:6} {one.doc}  {told}"))
        listed = opened.config.model is not None and opened.config.model.name == server.model
    click.echo(printable(f"{asked} texts asked about, {found} claims of {server.model} at {server.url}"))
    if not listed:
        hint = f'to list them: write [model] with name = "{server.model}" into case.toml, then holdfire run'
        click.echo(printable(hint))
