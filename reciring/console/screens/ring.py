"""The screen of a ring. Its line always has the focus.

A key travels one way: ``EntryLine`` offers it to ``RingScreen.press``, an action says what comes of it (``Reply``),
and ``RingScreen.reply`` shows that. Besides ``reply``, only the text on the line, scrolling, the second timer, and the
first and each new size of the screen draw.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from contextlib import ExitStack
from typing import ClassVar, Final

import msgspec
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Size
from textual.message import Message as TextualMessage
from textual.screen import Screen
from textual.widget import Widget

from reciring.console.actions import erase
from reciring.console.actions.commands import HANDLERS, leave_console, run
from reciring.console.actions.key_handler import KeyHandler, command_bindings, command_of
from reciring.console.actions.palette_choice import take_choice
from reciring.console.actions.paste import paste
from reciring.console.actions.reply import Reply, confirm, refuse
from reciring.console.layout import compute_layout
from reciring.console.screens.entry_screen import EntryScreen
from reciring.console.screens.jobs import JobRunner
from reciring.console.screens.phones import Phones
from reciring.console.view_state import ViewState
from reciring.console.widgets.bell import BellRinger
from reciring.console.widgets.border import PaneBorder
from reciring.console.widgets.circle import Circle
from reciring.console.widgets.clock import ClockPane
from reciring.console.widgets.compact import Compact
from reciring.console.widgets.entry_line import EntryLine
from reciring.console.widgets.footer import Footer
from reciring.console.widgets.guide import GuidePane
from reciring.console.widgets.header import Header
from reciring.console.widgets.offers import Offers
from reciring.console.widgets.pane import TextBlock
from reciring.console.widgets.phase import PhasePane
from reciring.console.widgets.preview import Preview
from reciring.console.widgets.reminder import Reminder
from reciring.console.widgets.rows import Rows
from reciring.console.widgets.save_warning import SaveWarning
from reciring.console.widgets.second_timer import SecondTimer
from reciring.console.widgets.stage import Stage
from reciring.console.widgets.summary import Summary
from reciring.console.widgets.time_column import TimeColumn
from reciring.console.widgets.tour import TourPane
from reciring.live.answer import Answer, Outcome, refused
from reciring.live.opening import keep_settings
from reciring.ring.command_registry import find_command
from reciring.ring.command_types import NextQuestion, SetSpeaker, ToggleItem
from reciring.ring.command_wording import describe_command
from reciring.ring.message import say
from reciring.ring.session import Phase

DRAFT_DELAY: Final = 0.3
"""Seconds after a letter until the line is saved as a draft. docs/reference/session-file.md promises one second."""


class SaverReported(TextualMessage):
    """The state of saving changed."""


class RingScreen(EntryScreen[None]):
    """The panes of a session, and the line. ``view`` holds what is shown."""

    BINDINGS: ClassVar[list[BindingType]] = [*command_bindings()]

    def __init__(self, view: ViewState) -> None:
        super().__init__()
        self.view, self.controller = view, view.controller
        self.header, self.circle = Header(view), Circle(view, id="circle")
        self.middle, self.time, self.offers = PhasePane(view), ClockPane(view), Offers(view)
        self.column, self.border = TimeColumn(view), PaneBorder(id="border")
        self.guide, self.preview, self.footer = GuidePane(view), Preview(view), Footer(view)
        self.reminder = Reminder(view)
        self.tour = TourPane(view) if view.tour else None
        self.save_warning, self.compact = SaveWarning(view), Compact(view)
        self.circle_lines, self.circle_border = (
            Circle(view, id="circle-lines", inline=True),
            PaneBorder(id="circle-border"),
        )
        self.summary, self.stage = Summary(view), Stage(view)
        self.prompt, self.line = TextBlock(id="prompt"), EntryLine(self)
        self.keys = KeyHandler(view)
        self.ticking = SecondTimer(self, view, self.second)
        self.bell = BellRinger(view.settings.bell)
        self.jobs, self.phones = JobRunner(self, self.reply), Phones(self, view, self.reply)
        self._drawn = view.shown()
        """What the panes showed when they were drawn last."""
        self._clicked: tuple[str, str] | None = None
        """The question that runs and who waits, when a click on that name asked for a second one."""
        self._drafted = self._unread = self._leaving = False
        self._sized: Size | None = None
        self._held = ExitStack()
        """Keeps Textual from painting until the panes know their sizes, so that the first picture is whole."""

    def compose(self) -> ComposeResult:
        # Before the first layout, so that there need not be a second one.
        self._lay_out(self.app.size)
        yield self.header
        yield self.save_warning
        with Horizontal(id="panes"):
            with Vertical(id="left"):
                with Horizontal(id="top"):
                    yield self.circle
                    yield self.middle
                    yield self.time
                yield self.circle_border
                yield self.circle_lines
                yield self.compact
                yield self.border
                yield self.offers
            yield self.column
        yield self.summary
        yield self.stage
        yield self.guide
        if self.tour:
            yield self.tour
        yield self.reminder
        yield self.preview
        with Horizontal(id="entry"):
            yield self.prompt
            yield self.line
        yield self.footer

    def on_mount(self) -> None:
        self.controller.when_saved = lambda: self.post_message(SaverReported())
        self._held.enter_context(self.app.batch_update())
        early = self.line.value  # Letters may be on the line before it reports them.
        self.line.forget(self.controller.text)
        if early and early != self.controller.text:
            self.line.put(self.controller.text + early)
        if self.controller.waiting and (line := self.controller.next_line()):
            self.line.put(line)
        if self.controller.notice:
            self.view.show_notice(Answer(Outcome.DONE, self.controller.notice))
        elif self.view.guide.problems:
            self.view.show_notice(refused(self.view.guide.problems[0]))
        for pane in (self.guide, self.reminder, self.preview, self.footer):
            pane.draw(self.controller.now)  # What they say decides how many rows they have.
        self._draw_hidden_panes(self.controller.now)
        self._join_borders()
        self._drawn = self.view.shown()
        self.ticking.start()
        self.phones.start()

    async def on_resize(self, event: events.Resize) -> None:
        if event.size == self._sized:  # Textual reports the same size several times while it starts.
            return
        first, self._sized = self._sized is None, event.size
        if not first:
            self._lay_out(self.size)
            self._draw_panes()
            return
        # Every pane learns its size for the first time and draws itself, and may need a new layout.
        for _ in range(3):
            await asyncio.sleep(0)
        self._join_borders()
        self.draw_line()
        self._held.close()

    def on_saver_reported(self) -> None:
        """Draw whether the session is saved. The saver reports from its own thread."""
        now = self.controller.now
        self._draw_save_warning(now)
        if self.footer.says_otherwise():
            self.footer.draw(now)

    def on_server_reported(self) -> None:
        """Draw what the server for phones said. It says so in a thread of its own."""
        self.reply(Reply(self.view.notice))

    def on_unmount(self) -> None:
        self._held.close()
        self.phones.stop()
        for lock in self.view.locks:
            lock.release()

    # --- keys, text and clicks ---------------------------------------------------------------------------------------

    def press(self, key: str) -> bool:
        """Take a key of the line; False leaves it to the line. Once leaving began, no key does anything."""
        if self._leaving:
            return True
        self._clicked = None
        if self.view.asks_for_confirmation and key != "right":
            self.reply(Reply())
        if key in ("pageup", "pagedown"):
            self._scroll(key == "pagedown")
        elif key == "ctrl+c" and self.line.selected_text:
            return False
        elif key == "ctrl+z" and self.line.value:
            self.line.undo_typing()
        elif key == "ctrl+y" and self.line.value:
            self.line.redo_typing()
        elif (reply := self.keys.press(key)) is not None:
            self.reply(reply)
        else:
            return False
        return True

    def typed(self, text: str) -> None:
        """The text on the line changed. The letter is shown before its meaning is worked out."""
        if not self.line.is_mounted or text == self.controller.text:
            return
        self.controller.type(text)
        self.view.show_notice(None)
        if not self._drafted:
            self._drafted = True
            self.set_timer(DRAFT_DELAY, self._save_draft)
        if not self._unread:
            self._unread = True
            self.line.call_after_refresh(self._draw_meaning)

    def _draw_meaning(self) -> None:
        if self._unread:
            self._draw_changes()

    def _save_draft(self) -> None:
        self._drafted = False
        self.controller.save_now(0)

    def pasted(self, text: str) -> None:
        """Take pasted text."""
        self.reply(paste(self.view, text))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell Textual which commands cannot be done now (None: shown in grey)."""
        if action != "run_command":
            return True
        spec = find_command(str(parameters[0]))
        return None if spec and spec.why_not(self.controller.base) else True

    def action_run_command(self, name: str) -> None:
        """Run a command of the registry, for Textual's own tools. The line runs the keys."""
        if spec := find_command(name):
            self.reply(run(self.view, command_of(spec, self.controller.now)))

    def action_tick(self, item: str) -> None:
        """A click on an item of the checklist."""
        self.reply(run(self.view, ToggleItem(at=self.controller.now, item=item), f"/tick {item}"))

    def action_press_key(self, key: str) -> None:
        """A click on a key that is named on the screen."""
        self.press(key)

    def action_complete(self, index: int) -> None:
        """A click on one of the completions of the line."""
        if index < len(options := self.view.completions()):
            self.reply(Reply(put=options[index].text))

    def action_call_next(self, who: str) -> None:
        """A click on a participant who waits. If it ends a question that runs, it must come twice."""
        session = self.controller.base
        command = NextQuestion(at=self.controller.now, who=who)
        asked = self.view.asks_for_confirmation and self._clicked == (session.current, who)
        if session.current and not asked:
            self.reply(confirm(say("click again: {step}", step=describe_command(command, session))))
            self._clicked = (session.current, who)
        else:
            self.reply(run(self.view, command, f"/next {session.name(who)}"))

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """A click on an entry opens it for editing; one on a participant makes them the speaker."""
        if event.rows.id != "offers":
            self.action_choose_person(event.key)
        elif self.controller.edit(event.key):
            self.reply(Reply())

    def action_choose_person(self, who: str) -> None:
        """A click on a participant makes them the speaker; before the round it puts their seat on the line."""
        session = self.controller.base
        if session.phase in (Phase.ROUND, Phase.REFLECT):
            self.reply(run(self.view, SetSpeaker(at=self.controller.now, who=who), session.name(who)))
        elif session.phase is Phase.FORMULATE and not self.line.value:
            self.reply(Reply(put=f"{who[1:]}: "))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """People who drag over the screen want to select text: say once how that is done."""
        settings = self.view.settings
        if event.button and not self.app.mouse_captured and not settings.shift_drag_said:
            self.view.settings = msgspec.structs.replace(settings, shift_drag_said=True)
            keep_settings(shift_drag_said=True)
            if not self.view.asks_for_confirmation:
                self.reply(Reply(Answer(Outcome.SHOW, say("To select text with the mouse, hold Shift."))))

    def leave(self) -> None:
        """End the console; ask first if something would be lost."""
        self.reply(leave_console(self.view))

    def _scroll(self, down: bool) -> None:
        """Scroll what is being read."""
        if self.view.staged:
            self.stage.turn(1 if down else -1)
            self.draw_time()
        elif self.guide.page(down):
            pass
        elif self.view.page or self.has_class("-no-offers") or self.view.enlarged == "queue":
            self.middle.turn(down)
        else:
            rows = self.summary if self.has_class("-done") else self.offers
            page = max(1, rows.size.height - 1)
            rows.go_to(max(0, rows.scroll_offset.y + (page if down else -page)))

    # --- replies -----------------------------------------------------------------------------------------------------

    def reply(self, reply: Reply | None) -> None:
        """Show what came of a key, a command, a paste, a click or a job. None: nothing came of it."""
        if reply and self.view.staged and self.view.edits_private:
            self.controller.leave()
            reply = refuse(say("That is private and the room can read the line. First press F9."))
        if reply is None or self._leaving:
            return
        self.view.show_notice(reply.notice)
        if self.line.value != self.controller.text:
            self.line.forget(self.controller.text)
            if self.controller.editing:
                self.line.show_start()
        if reply.put is not None:
            self.line.put(reply.put)
        elif reply.insert:
            self.line.replace(reply.insert, *sorted(self.line.selection))
        if reply.select:
            self.line.select_all()
        if reply.theme:
            self.app.theme = reply.theme
        if reply.clipboard:
            self.app.copy_to_clipboard(reply.clipboard)
        if reply.files:
            self.summary.add(reply.files)
        self._draw_changes()
        self.phones.follow()
        if reply.job:
            self.jobs.start(reply.job)
        if reply.screen:
            self._open_screen(reply.screen)
        if reply.repaint:
            self.app.refresh(layout=True)
        if reply.suspend:
            self.app.action_suspend_process()
        if reply.leave:
            self._leaving = True
            self.app.exit(0)

    def _open_screen(self, name: str) -> None:
        """Open a screen above this one. Each is imported when it is first opened."""
        screen: Screen[str]
        if name == "help":
            from reciring.console.screens.help import HelpScreen

            screen = HelpScreen(self.view)
        elif name == "palette":
            from reciring.console.screens.command_palette import CommandPalette

            screen = CommandPalette(self.view)
        else:
            from reciring.console.screens.save_as import SaveAs

            saving = SaveAs(self.view, self.view.saved_in.parent)
            self.app.push_screen(saving, lambda form: self.reply(HANDLERS["save"](self.view, form) if form else None))
            return
        self.app.push_screen(screen, lambda key: self.reply(take_choice(self.view, key or "")))

    # --- drawing -----------------------------------------------------------------------------------------------------

    def _draw_changes(self) -> None:
        """Draw the panes if they show something else than before, and the line."""
        self._unread = False
        before, shown = self._drawn, self.view.shown()
        if shown.same(before):
            self.draw_line()
            if self.view.session.phase is Phase.PREPARE:
                self.middle.follow(self.controller.now)
            return
        erase.remind_when_done(self.view, before.session, shown.session)
        if shown.session.phase is not before.session.phase:
            self.view.page = None
        if shown.page is not before.page:
            self.middle.home()
        self._lay_out(self.size)
        self.ticking.draw(self._draw_panes)

    def _lay_out(self, size: Size) -> None:
        """Give every pane its room on a screen of ``size``."""
        layout = compute_layout(
            self.view,
            size,
            guide_rows=self.guide.rows(*size),
            circle_rows=self.circle.inline_height,
            tour_rows=max(1, self.tour.rows) if self.tour else 0,
        )
        self.update_classes(layout.classes)  # All at once: each change of a class styles every widget again.
        self.view.compact, self.view.roomy = layout.classes["-compact"], layout.classes["-roomy"]
        self.preview.rows = layout.preview_rows
        self.offers.styles.height = layout.offers_rows or "1fr"
        self.compact.styles.height = layout.compact_rows or "1fr"
        self.circle_lines.styles.height = layout.circle_rows
        self.column.styles.width = layout.column

    def _draw_panes(self) -> None:
        """Draw every pane, and the line. A pane that says the same as before changes nothing on the screen."""
        now = self.controller.now
        self._draw_circle(now)
        self.middle.draw(now)
        self.offers.draw(now)
        self._join_borders()
        self.guide.draw(now)
        if self.tour:
            self.tour.draw(now)
        self.draw_time()
        self.draw_line()
        self._drawn = self.view.shown()

    def _join_borders(self) -> None:
        """Draw the lines where panes meet, with corners below the sides of the panes above."""
        session, t = self.view.session, self.view.t
        offering = session.offers or session.phase in (Phase.ROUND, Phase.REFLECT, Phase.DONE)
        above: list[Widget] = [self.circle, self.middle, self.time]
        if self.has_class("-narrow"):
            self.circle_border.join(self.circle_lines.heading(self.controller.now), self.middle, self.time)
            above.append(self.circle_lines)
        self.border.join(t("Offers") if offering else t("Notes"), *above, opens=self.offers.display)

    def on_pane_resized(self) -> None:
        self._join_borders()

    def draw_time(self) -> None:
        """Draw what changes with the seconds."""
        now = self.controller.now
        (self.column if self.view.roomy else self.time).draw(now)
        self.header.draw(now)
        self._draw_hidden_panes(now)

    def _draw_hidden_panes(self, now: dt.datetime) -> None:
        """Draw the panes that are usually hidden, as far as they are shown now."""
        self._draw_save_warning(now)
        self.compact.draw(now)
        if self.has_class("-done"):
            self.summary.draw(now)
        if self.view.staged:
            self.stage.draw(now)

    def _draw_save_warning(self, now: dt.datetime) -> None:
        self.set_class(bool(self.controller.saver and not self.controller.saver.state.ok), "-save-warning")
        if self.has_class("-save-warning"):
            self.save_warning.draw(now)

    def _draw_circle(self, now: dt.datetime) -> None:
        circle = self.circle_lines if self.has_class("-narrow") else self.circle
        if circle.display:
            circle.draw(now)

    def draw_line(self) -> None:
        """Draw the sign before the line, the reminders, the preview and the footer."""
        now = self.controller.now
        editing = self.controller.editing
        number = f"{editing.ref.lstrip('op')} " if editing else ""
        self.prompt.show(Content(f"{number}{'✎' if editing else '›'} "), layout=True)
        self.reminder.draw(now)
        self.preview.draw(now)
        self.footer.draw(now)

    def second(self) -> None:
        """Draw what changes with the seconds, and what the session did by itself."""
        if self.bell.rings(self.controller.session, self.controller.now):
            self.app.bell()
        could_lead = self.controller.may_lead
        self.controller.tick()
        if self.controller.may_lead != could_lead:
            self.reply(Reply())
        ended = self.view.end_notice()
        if not self.view.shown().same(self._drawn):
            self._draw_changes()
            return
        self.draw_time()
        self.reminder.draw(self.controller.now)
        if ended:
            self.draw_line()
        now = self.controller.now
        if self.view.times or self.controller.session.speaker in self.view.nudges(now).counted:
            self._draw_circle(now)
            self._join_borders()
