"""Commands for those who look after an installation: user, token, backup, restore."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from biennien.cli.opening import opened
from biennien.cli.output import json_option, progress, say, write, write_json
from biennien.rights import CORRECTOR, ROLES, SCOPES

password_option = click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")


@click.group("user")
def user_command() -> None:
    """Accounts: readers, uploaders, correctors and admins; each may what those before it may.

    \b
    biennien user add lan
    """


@user_command.command("add")
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), default=CORRECTOR, show_default=True)
@password_option
def user_add(name: str, role: str, password_stdin: bool) -> None:
    """Make an account; asks for the password on a terminal.

    \b
    biennien user add lan --role admin
    """
    from biennien.registry.accounts import add_user

    password = _password(password_stdin)
    with opened() as (_, registry), registry.write() as session:
        add_user(session, name, password, role=role)
    say(f"{name} can sign in as {role}")


@user_command.command("role")
@click.argument("name")
@click.argument("role", type=click.Choice(ROLES))
def user_role(name: str, role: str) -> None:
    """Give an account another role; it counts at once, for its tokens too.

    \b
    biennien user role lan uploader
    """
    from biennien.registry.accounts import set_role

    with opened() as (_, registry), registry.write() as session:
        set_role(session, name, role)
    say(f"{name} is {role}")


@user_command.command("password")
@click.argument("name")
@password_option
def user_password(name: str, password_stdin: bool) -> None:
    """Give an account another password; its sessions end.

    \b
    biennien user password lan
    """
    from biennien.registry.accounts import set_password

    password = _password(password_stdin)
    with opened() as (_, registry), registry.write() as session:
        set_password(session, name, password)
    say(f"{name} has a new password")


@user_command.command("list")
@json_option
def user_list(as_json: bool) -> None:
    """Show all accounts.

    \b
    biennien user list --json
    """
    from biennien.registry.accounts import list_users

    with opened() as (_, registry), registry.read() as session:
        for user in list_users(session):
            state = "disabled" if user.disabled else "open"
            if as_json:
                write_json(
                    {"name": user.name, "role": user.role, "state": state, "created_at": user.created_at.isoformat()}
                )
            else:
                write(f"{user.name}\t{user.role}\t{state}")


@user_command.command("disable")
@click.argument("name")
@click.option("--undo", is_flag=True, help="Open the account again.")
def user_disable(name: str, undo: bool) -> None:
    """Close an account: its sessions end and its tokens stop working.

    \b
    biennien user disable lan
    biennien user disable lan --undo
    """
    from biennien.registry.accounts import disable_user

    with opened() as (_, registry), registry.write() as session:
        disable_user(session, name, disabled=not undo)
    say(f"{name} is {'open' if undo else 'closed'}")


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise click.UsageError("There is no terminal to ask for the password; use --password-stdin.")
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))


@click.group("token")
def token_command() -> None:
    """Tokens with which scripts use the API.

    \b
    biennien token add lan --name scanner
    """


@token_command.command("add")
@click.argument("user")
@click.option("--name", default="", help="What the token is for.")
@click.option(
    "--scope", "scopes", multiple=True, type=click.Choice(SCOPES),
    help="What it may do, within the role of USER; may be repeated. Left out: read, upload and correct.",
)  # fmt: skip
def token_add(user: str, name: str, scopes: tuple[str, ...]) -> None:
    """Make a token for the account USER and show it, this once, on stdout.

    \b
    biennien token add lan --name scanner --scope upload
    """
    from biennien.registry.accounts import add_token, find_user

    with opened() as (_, registry), registry.write() as session:
        token, secret = add_token(session, find_user(session, user), name, scopes=scopes or None)
    write(secret)
    say(f"token {token.id} of {user}, for: {token.scopes}. It is not shown again. To end it:")
    say(f"biennien token revoke {token.id}")


@token_command.command("list")
@json_option
def token_list(as_json: bool) -> None:
    """Show all tokens, without their secrets.

    \b
    biennien token list
    """
    from biennien.registry.accounts import list_tokens, list_users

    with opened() as (_, registry), registry.read() as session:
        names = {user.id: user.name for user in list_users(session)}
        for token in list_tokens(session):
            state = "revoked" if token.revoked_at else "open"
            if as_json:
                told = {"id": token.id, "user": names[token.user_id], "name": token.name, "state": state}
                write_json(told | {"scopes": token.scopes.split()})
            else:
                write(f"{token.id}\t{names[token.user_id]}\t{token.name}\t{state}\t{token.scopes}")


@token_command.command("revoke")
@click.argument("token")
def token_revoke(token: str) -> None:
    """Stop a token (its id, as `token list` shows it) from working.

    \b
    biennien token revoke tabcdefghijklmnop
    """
    from biennien.registry.accounts import revoke_token

    with opened() as (_, registry), registry.write() as session:
        revoke_token(session, token)
    say(f"{token} works no more")


@click.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup_command(file: Path) -> None:
    """Write the registry and all originals into one FILE (ZIP); everything may go on meanwhile.

    \b
    biennien backup /backups/biennien.zip
    """
    from biennien.originals import Originals
    from biennien.registry.backup import backup

    lost: list[str] = []

    with opened() as (settings, registry), progress("backup", None) as advance:
        try:
            count = backup(
                registry, Originals(settings.originals_folder), file, progress=advance,
                lost=lambda document_id, name: lost.append(f"The original of {document_id} ({name}) is missing."),
            )  # fmt: skip
        except OSError as error:
            raise click.ClickException(f"{file} cannot be written ({error.strerror}); name another file.") from error
    for message in lost:
        say(message)
    say(f"{count} documents in {file}" + (f", {len(lost)} of them without their original" if lost else ""))
    sys.exit(1 if lost else 0)


@click.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore_command(file: Path) -> None:
    """Fill an empty data folder from FILE; refused where there are documents already.

    \b
    BIENNIEN_DATA=/srv/new biennien restore /backups/biennien.zip
    """
    from biennien.originals import Originals
    from biennien.registry.backup import restore

    with opened() as (settings, registry), progress("restore", None) as advance:
        count = restore(registry, Originals(settings.originals_folder), file, progress=advance)
    say(f"{count} documents restored; the index is filled by the next worker, or by: biennien reindex")
