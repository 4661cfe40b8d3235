"""The doors: arguments in, lines out. Every command loads only what it needs, so that `--help` comes at once."""

from __future__ import annotations

import importlib
import sys

import click

from holdfire import __version__
from holdfire.errors import HoldfireError

COMMANDS: dict[str, tuple[str, str]] = {
    # name: (module.function, the line in the list of commands); in the order in which a new user meets them
    "demo": ("cases.demo", "Run the packaged Astana 2017 case and write its bulletin."),
    "init": ("cases.init", "Make a new case."),
    "add": ("cases.add", "Take in files: reports, tables, photos, forms."),
    "consult": ("consulting.consult", "Ask a language model of your own; off unless typed."),
    "run": ("cases.run", "Derive everything that is not up to date."),
    "bulletin": ("publishing.bulletin", "The period's bulletin for an audience; --issue freezes it."),
    "findings": ("looking.findings", "Incidents held against terms under readings."),
    "explain": ("looking.explain", "From a verdict down to the sentence it rests on."),
    "support": ("weighing.support", "How well incidents are supported; whether that hangs on who is accused."),
    "voices": ("weighing.voices", "Independent voices of an incident, and why two count once."),
    "readings": ("looking.readings", "Which verdicts flip under which reading, and who holds it."),
    "diff": ("comparing.diff", "Which findings changed between two states of a case, and why."),
    "reconcile": ("looking.reconcile", "Published counts against each other."),
    "duties": ("looking.duties", "Obligations and deadlines."),
    "coverage": ("covering.coverage", "Where anyone was able to look."),
    "leads": ("leads.leads", "Satellite detections and machine-coded news beside incidents; never more than leads."),
    "doubts": ("looking.doubts", "What is uncertain or odd, and what would settle it."),
    "log": ("looking.log", "What was put in, when, by whom."),
    "research": ("research.research", "Estimates of what went unreported; never in a bulletin."),
    "review": ("people.review", "Record a person's decision on a record; list them all."),
    "complaint": ("complaints.complaint", "Complaints put to the mechanism: add, rule, list, show."),
    "evidence": ("exhibits.evidence", "Exhibits: add, list, show, mark, custody, walls."),
    "disclose": ("disclosing.disclose", "Write down what was shown to whom, or is withheld."),
    "seen": ("disclosing.seen", "Who has seen this, what has X not seen."),
    "withdraw": ("people.withdraw", "Mark a report as withdrawn by its publisher."),
    "claims": ("reading.claims", "Who says what about whom in texts, without a case."),
    "incidents": ("reading.incidents", "What is said to have happened in texts, without a case."),
    "acts": ("reading.acts", "What kind of event short notes tell of, without a case."),
    "places": ("reading.places", "Places named in texts."),
    "times": ("reading.times", "Times named in texts."),
    "copies": ("reading.copies", "Pairs of texts with a common origin."),
    "text": ("reading.text", "The extracted text that offsets refer to."),
    "check": ("agreements.check", "Every fault of agreement files, with line and path."),
    "schema": ("agreements.schema", "The JSON Schema of a record or of agreement files."),
    "export": ("publishing.export", "Findings, incidents, claims ... as CSV, GeoJSON or JSON lines."),
    "verify": ("cases.verify", "Check vault and ledger; name what is wrong."),
    "checkpoint": ("custody.checkpoint", "Sign the head of a case and keep it outside: push, check, key."),
    "proof": ("custody.proof", "Prove that an entry is in the ledger, or that it only grew."),
    "shred": ("forgetting.shred", "Destroy the bytes of a report for good: one person asks, another confirms."),
    "hold": ("forgetting.hold", "Place or lift a legal hold: what is held cannot be shredded."),
    "keys": ("forgetting.keys", "Who can open an encrypted case: mine, share."),
    "copy": ("cases.copy", "Copy a live case, whole and verified."),
    "migrate": ("cases.migrate", "Bring a case to this format."),
    "bench": ("publishing.bench", "A bench table against named peers."),
}


class Doors(click.Group):
    """Commands that are imported when called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        """All names, in the order of COMMANDS."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command, imported now; None when there is none of this name."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(".")
        command: click.Command = getattr(importlib.import_module(f"holdfire.cli.{module}"), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list with its lines, without importing a single command."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(cls=Doors, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="holdfire")
def doors() -> None:
    """holdfire: was the truce kept in this zone on this day, who says so, on what evidence?

    \b
    Example:
      holdfire demo
    """


def main() -> None:
    """Run a command. Exit codes: 0 done, 1 our failure, 2 a user's mistake, 3 verify found something, 130 Ctrl-C."""
    code: object = 0
    try:
        code = doors.main(standalone_mode=False)
    except HoldfireError as error:
        click.echo(f"holdfire: {error.line()}", err=True)
        sys.exit(error.exit_code)
    except click.exceptions.Abort:
        _interrupted()
    except KeyboardInterrupt:
        _interrupted()
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()  # whoever read our lines has gone; the interpreter must not complain of it at exit
        sys.exit(0)
    sys.exit(code if isinstance(code, int) else 0)


def _interrupted() -> None:
    click.echo("holdfire: interrupted; what was finished stays, the next run goes on from there", err=True)
    sys.exit(130)
