package io.callscreen

import io.callscreen.ffi.BackupCounts
import io.callscreen.ffi.BuiltInList
import io.callscreen.ffi.CallOutcome
import io.callscreen.ffi.CallRef
import io.callscreen.ffi.CallbackChange
import io.callscreen.ffi.CallbackDesk
import io.callscreen.ffi.Contact
import io.callscreen.ffi.Decision
import io.callscreen.ffi.Ending
import io.callscreen.ffi.ExpectedCall
import io.callscreen.ffi.ImportProgress
import io.callscreen.ffi.Figures
import io.callscreen.ffi.Finding
import io.callscreen.ffi.ImportMode
import io.callscreen.ffi.ImportReport
import io.callscreen.ffi.ImportWatch
import io.callscreen.ffi.IncomingCall
import io.callscreen.ffi.JournalEntry
import io.callscreen.ffi.JournalQuery
import io.callscreen.ffi.ListInfo
import io.callscreen.ffi.ListSettings
import io.callscreen.ffi.ListSource
import io.callscreen.ffi.LogLevel
import io.callscreen.ffi.LogSink
import io.callscreen.ffi.Mark
import io.callscreen.ffi.MarkExport
import io.callscreen.ffi.MessageTemplate
import io.callscreen.ffi.Opinion
import io.callscreen.ffi.NumberType
import io.callscreen.ffi.Organisation
import io.callscreen.ffi.PackInfo
import io.callscreen.ffi.PlanReport
import io.callscreen.ffi.Reading
import io.callscreen.ffi.Replay
import io.callscreen.ffi.Retention
import io.callscreen.ffi.Rule
import io.callscreen.ffi.RuleLimits
import io.callscreen.ffi.Screener
import io.callscreen.ffi.ScreenerException
import io.callscreen.ffi.Spellings
import io.callscreen.ffi.Verdict
import io.callscreen.ffi.numberType as ffiNumberType
import io.callscreen.ffi.packInfo as ffiPackInfo
import io.callscreen.ffi.planPage as ffiPlanPage
import io.callscreen.ffi.readNumber as ffiReadNumber
import io.callscreen.ffi.setLogSink
import io.callscreen.ffi.spellings as ffiSpellings
import java.io.File
import java.nio.ByteBuffer
import java.nio.ByteOrder
import java.time.Instant
import java.time.OffsetDateTime
import java.time.ZoneId
import java.util.Locale

/**
 * Decides calls. Open one for each app and keep it as long as the process lives.
 *
 * All methods may be called from any thread. All but [screen] may wait for the disk: keep them off
 * the main thread. What fails throws a [ScreenerException]; only [screen] never does.
 *
 * The records in `io.callscreen.ffi` print phone numbers in `toString()`: never log them.
 */
public class Callscreen private constructor(private val screener: Screener) : AutoCloseable {

    /**
     * Decides a call and writes it to the journal. Always answers: what goes wrong inside becomes
     * [Verdict.ALLOW] with the reason `Fault`, and is logged.
     */
    public fun screen(call: IncomingCall): Decision = screener.screen(call.wellFormed())

    /** Decides a call as [screen] would, and changes nothing. */
    public fun explain(call: IncomingCall): Decision = screener.explain(call.wellFormed())

    /**
     * Loads what the first call would wait for: a call that starts the process has to load the
     * library, its classes and the tables of numbers. Changes nothing.
     */
    public fun warmUp() {
        explain(incomingCall(number = "+41446681800")).describe()
    }

    /**
     * Makes these numbers the contacts, in place of those stored. The report counts a number that
     * cannot be read as skipped, and names its place in [numbers], from 1, as its line.
     */
    public fun replaceContacts(numbers: List<String>): ImportReport =
        screener.replaceContacts(numbers.map { Contact(it.wellFormed()) })

    /** As above, with favourites and groups, which the policy may let ring while the user is busy. */
    @JvmName("replaceContactsWithFlags")
    public fun replaceContacts(contacts: List<Contact>): ImportReport =
        screener.replaceContacts(contacts.map { it.wellFormed() })

    /** The groups that contacts are in, by name. */
    public fun contactGroups(): List<String> = screener.contactGroups()

    /** Makes these the user's own numbers, which nobody else shows in earnest. */
    public fun setOwnNumbers(numbers: List<String>): ImportReport =
        screener.setOwnNumbers(numbers.map { it.wellFormed() })

    /** The user's own numbers. */
    public fun ownNumbers(): List<String> = screener.ownNumbers()

    /**
     * Adds the numbers of a vCard file to the contacts, with the groups of their cards. As to
     * [watch] see [importList].
     */
    public fun importContacts(
        file: File,
        watch: ((ImportProgress) -> Boolean)? = null,
    ): ImportReport = screener.importContacts(file.path, watch?.port())

    /** How many numbers the contacts have. */
    public fun contactCount(): ULong = screener.contactCount()

    /**
     * Imports a list from a file of any known format (docs/lists.md), in place of the list of the
     * same name. [region] is the home of numbers written without a country calling code, if it is
     * another than ours.
     *
     * [watch] is called every now and then with how far the import has come, on this thread.
     * `false`, or an exception, stops it: nothing of the file is taken then, and this throws
     * [ScreenerException.Cancelled]. It must change nothing here: a write waits for the import.
     */
    public fun importList(
        file: File,
        source: ListSource,
        region: String? = null,
        at: OffsetDateTime = OffsetDateTime.now(),
        watch: ((ImportProgress) -> Boolean)? = null,
    ): ImportReport = screener.importList(source, file.path, region, at.toMoment(), watch?.port())

    /**
     * Imports a file that holds only what changed, such as an answer of PhoneBlock with `since` or a
     * daily slice of Yet Another Call Blocker, into the list of this name, which must be there. What
     * stands in the file takes the place of what the list knew of that number; what has no votes, or
     * is marked as harmless or removed, goes; all else stays. The rest is as in [importList].
     */
    public fun importListChanges(
        file: File,
        source: ListSource,
        region: String? = null,
        at: OffsetDateTime = OffsetDateTime.now(),
        watch: ((ImportProgress) -> Boolean)? = null,
    ): ImportReport =
        screener.importListChanges(source, file.path, region, at.toMoment(), watch?.port())

    private fun ((ImportProgress) -> Boolean).port(): ImportWatch {
        val watch = this
        return object : ImportWatch {
            override fun progressed(progress: ImportProgress) = watch(progress)
        }
    }

    /**
     * Applies the pack in a file: a list not there yet, a later version of one, or a diff from the
     * version that is there. It must be signed with [key], a public key of minisign, or with the
     * key that the list was first subscribed with if it is there. All of it is applied, or nothing;
     * what the user set stays.
     *
     * [ScreenerException.PackNotNewer]: there is nothing to do. [ScreenerException.PackOtherBase]:
     * fetch the full pack. [ScreenerException.PackNotTrusted]: do not use it.
     */
    public fun applyPack(
        file: File,
        key: String,
        at: OffsetDateTime = OffsetDateTime.now(),
    ): ListInfo = screener.applyPack(file.path, key.wellFormed(), at.toMoment())

    /** Applies a pack in memory, as the other [applyPack] does one in a file. */
    public fun applyPack(
        pack: ByteArray,
        key: String,
        at: OffsetDateTime = OffsetDateTime.now(),
    ): ListInfo = screener.applyPackBytes(pack, key.wellFormed(), at.toMoment())

    /**
     * Lets the packs of a list be signed with another key from now on. For a key that was lost or
     * stolen, on the word of an app update: a publisher who still has the old key announces the new
     * one in a pack.
     */
    public fun trustPackKey(list: String, key: String): Unit =
        screener.trustPackKey(list.wellFormed(), key.wellFormed())

    /** Every imported list, by name. */
    public fun lists(): List<ListInfo> = screener.lists()

    /**
     * The lists that are built in, with the source and dates of every range: those that regulators
     * reserve for sales calls, and exceptions that must not be blocked.
     */
    public fun builtInLists(): List<BuiltInList> = screener.builtInLists()

    /** Changes what the list of this name counts for. Its numbers stay as they are. */
    public fun setList(name: String, settings: ListSettings): Unit =
        screener.setList(name, settings)

    /** Removes the list of this name. */
    public fun removeList(name: String): Unit = screener.removeList(name)

    /**
     * Adds a rule, or changes the one that stands there: on a number (`+41 44 668 18 00`) or a
     * sender (`sender:MIGROS`), on a prefix (`+41 900*`), a range
     * (`+41 44 668 18 00-+41 44 668 18 99`) or a wildcard (`+41 44 668 ## 00`), on `country:FR`,
     * `kind:premium`, `kind:short-code` or `organisation:Acme`.
     *
     * With [limits] it counts on a line or in some hours only; rules on the same callers with other
     * limits stay beside it. Gives its id. A report on the number is taken back.
     */
    public fun putRule(
        pattern: String,
        verdict: Verdict,
        note: String = "",
        limits: RuleLimits? = null,
    ): Long {
        val wellFormed = limits?.copy(
            line = limits.line?.wellFormed(),
            schedule = limits.schedule?.wellFormed(),
        )
        return screener.putRule(pattern.wellFormed(), verdict, note.wellFormed(), wellFormed)
    }

    /** Every rule, oldest first. */
    public fun rules(): List<Rule> = screener.rules()

    /** Removes the rule with this id. */
    public fun removeRule(id: Long): Unit = screener.removeRule(id)

    /**
     * Stores an organisation, a named set of numbers, prefixes, ranges and wildcards in any
     * spelling, in place of the one of this name. A rule on `organisation:` and the name is about
     * all of them.
     */
    public fun putOrganisation(name: String, members: List<String>): Unit =
        screener.putOrganisation(name.wellFormed(), members.map { it.wellFormed() })

    /** Every organisation, by name. */
    public fun organisations(): List<Organisation> = screener.organisations()

    /** Removes the organisation of this name, if no rule is about it. */
    public fun removeOrganisation(name: String): Unit = screener.removeOrganisation(name.wellFormed())

    /**
     * Reports a number as a call centre or as fine, from this moment on; an earlier report on it is
     * replaced. A rule on the same number is not asked until the report is taken back. Emergency
     * numbers, and what is no number, cannot be reported.
     */
    public fun markNumber(
        number: String,
        opinion: Opinion,
        remark: String = "",
        at: OffsetDateTime = OffsetDateTime.now(),
    ): Mark = screener.markNumber(number.wellFormed(), opinion, remark.wellFormed(), at.toMoment())

    /** Reports the caller of a call in the journal, as [markNumber] does. */
    public fun markCall(
        id: Long,
        opinion: Opinion,
        remark: String = "",
        at: OffsetDateTime = OffsetDateTime.now(),
    ): Mark = screener.markCall(id, opinion, remark.wellFormed(), at.toMoment())

    /** Takes the report on a number back: everything is as if it had not been made. */
    public fun unmarkNumber(number: String): Unit = screener.unmarkNumber(number.wellFormed())

    /** Takes the report on the caller of a call in the journal back. */
    public fun unmarkCall(id: Long): Unit = screener.unmarkCall(id)

    /** Every report, oldest first. */
    public fun marks(): List<Mark> = screener.marks()

    /**
     * The reports as CSV for a community list: number in E.164, category and day, and nothing about
     * the user. [importList] reads it again.
     */
    public fun exportMarks(what: MarkExport = MarkExport()): String = screener.exportMarks(what)

    /**
     * Everything the user made, as JSON: policy, rules, organisations, own reports, expected
     * calls, own numbers, settings, and of lists where they come from. Contacts never, nor the
     * journal. The text holds numbers: not for a log.
     */
    public fun exportBackup(at: OffsetDateTime = OffsetDateTime.now()): String =
        screener.exportBackup(at.toMoment())

    /**
     * Takes over a backup: all of it, or nothing if anything in it is wrong. What is about an
     * emergency number of a home region is left out and told.
     */
    public fun importBackup(
        json: String,
        mode: ImportMode = ImportMode.MERGE,
        at: OffsetDateTime = OffsetDateTime.now(),
    ): BackupCounts = screener.importBackup(json.wellFormed(), mode, at.toMoment())

    /**
     * Looks through the policy and the rules for what will not be meant: rules that can never
     * match or contradict each other, contacts who do not ring, and what Android or an iPhone
     * cannot keep. The most severe first; changes nothing. [at] tells which hours may still come,
     * and what is still expected.
     */
    public fun lint(at: OffsetDateTime = OffsetDateTime.now()): List<Finding> =
        screener.lint(at.toMoment())

    /**
     * Decides the calls of the journal from [since] to before [until] once more, under a policy
     * given as JSON, and changes nothing. `null` for all there are on that side; what was learnt
     * from earlier calls counts all the same.
     */
    public fun replay(
        policy: String,
        since: OffsetDateTime? = null,
        until: OffsetDateTime? = null,
    ): Replay = screener.replay(policy.wellFormed(), since?.toMoment(), until?.toMoment())

    /**
     * Decides the calls of a call log in a file, under a policy given as JSON and under the one in
     * force, and changes nothing. Times in the file without an offset are of the clock in [zone],
     * in summer and in winter.
     */
    public fun replayLog(
        policy: String,
        file: File,
        zone: ZoneId = ZoneId.systemDefault(),
    ): Replay = screener.replayLog(policy.wellFormed(), file.path, zone.id)

    /**
     * Figures on the calls from [since] to before [until]; `null` for all there are on that side.
     * What is told of callers and lists is what is known now, at [at].
     */
    public fun figures(
        since: OffsetDateTime? = null,
        until: OffsetDateTime? = null,
        at: OffsetDateTime = OffsetDateTime.now(),
    ): Figures = screener.figures(since?.toMoment(), until?.toMoment(), at.toMoment())

    /** The policy in force, as JSON. */
    public fun policy(): String = screener.policy()

    /** Puts a policy in force, given as JSON. An invalid one throws, and changes nothing. */
    public fun setPolicy(json: String): Unit = screener.setPolicy(json.wellFormed())

    /** Puts a ready-made policy in force: `smartphone`, `front-desk` or `reachable`. */
    public fun setPreset(name: String): Unit = screener.setPreset(name)

    /**
     * Remembers that the user dialled a number: its owner may call back, and after an emergency
     * number anybody may. Record calls in their order. `false` when there is nothing to remember:
     * no number that could call.
     */
    public fun recordOutgoingCall(
        number: String,
        at: OffsetDateTime = OffsetDateTime.now(),
    ): Boolean = screener.recordOutgoingCall(number.wellFormed(), at.toMoment())

    /**
     * Remembers that the user spoke with somebody who called, for so many [seconds] from [at] on.
     * `false` when there is nothing to remember: no number that could call, or no second.
     */
    public fun recordConversation(
        number: String,
        seconds: UInt,
        at: OffsetDateTime = OffsetDateTime.now(),
    ): Boolean = screener.recordConversation(number.wellFormed(), at.toMoment(), seconds)

    /**
     * Expects a call from [number], or from anybody when it is `null`, until a time at most 31 days
     * ahead; then it ends by itself. Expecting the same again changes until when. Gives the id to
     * cancel it by.
     */
    public fun expectCall(
        number: String?,
        until: OffsetDateTime,
        note: String = "",
        at: OffsetDateTime = OffsetDateTime.now(),
    ): Long = screener.expectCall(
        number?.wellFormed(), until.toMoment(), note.wellFormed(), at.toMoment(),
    )

    /** Every call that is expected at this time, the soonest to end first. */
    public fun expectedCalls(at: OffsetDateTime = OffsetDateTime.now()): List<ExpectedCall> =
        screener.expectedCalls(at.toMoment())

    /** Expects a call no longer. */
    public fun cancelExpectedCall(id: Long): Unit = screener.cancelExpectedCall(id)

    /**
     * Lets strangers through until a time at most 31 days ahead. Known call centres are rejected all
     * the same.
     */
    public fun pause(until: OffsetDateTime, at: OffsetDateTime = OffsetDateTime.now()): Unit =
        screener.pause(until.toMoment(), at.toMoment())

    /** Ends the pause. */
    public fun resume(): Unit = screener.resume()

    /** Until when strangers get through; `null` when they are screened. */
    public fun pausedUntil(at: OffsetDateTime = OffsetDateTime.now()): Instant? =
        screener.pausedUntilMs(at.toMoment())?.let(Instant::ofEpochMilli)

    /** The newest calls, newest first, at most [limit]. */
    public fun journal(limit: UInt): List<JournalEntry> = screener.journal(limit)

    /**
     * The newest calls of those wanted, newest first, at most [limit]. The next page are those
     * `before` the last one.
     */
    public fun searchJournal(query: JournalQuery, limit: UInt): List<JournalEntry> =
        screener.searchJournal(
            query.copy(number = query.number?.wellFormed(), label = query.label?.wellFormed()),
            limit,
        )

    /** Keeps what came of a call, in place of what was reported of it before. */
    public fun reportOutcome(call: CallRef, outcome: CallOutcome): Unit =
        screener.reportOutcome(call.wellFormed(), outcome)

    /**
     * Keeps what came of a call as the phone's call log tells it: the [number] in any spelling or
     * `null`, and the time [at] which it arrived, give or take a minute.
     */
    public fun reportOutcome(
        number: String?,
        at: OffsetDateTime,
        ending: Ending,
        ringSeconds: UInt? = null,
        talkSeconds: UInt? = null,
    ): Unit = reportOutcome(
        CallRef.Seen(number, at.toMoment()),
        CallOutcome(ending, ringSeconds, talkSeconds),
    )

    /** How long calls are kept: 180 days and 10,000 calls, until it is set. */
    public fun retention(): Retention = screener.retention()

    /**
     * Sets how long calls are kept, and forgets those beyond. Days are counted back from the newest
     * calls.
     */
    public fun setRetention(retention: Retention): Unit = screener.setRetention(retention)

    /** Forgets one call, and what was learnt from it. */
    public fun forgetCall(id: Long): Unit = screener.forgetCall(id)

    /**
     * Writes the calls that wait for the journal. Unlike [screen], which waits for nobody, this
     * waits some seconds for another process; when it throws, they still wait.
     */
    public fun writeJournal(): Unit = screener.writeJournal()

    /** Forgets every call seen, and what was learnt from them. */
    public fun clearJournal(): Unit = screener.clearJournal()

    /**
     * Whom to ring back: who went to voicemail or was missed, and was neither reached nor dealt with
     * since. The one due first comes first.
     */
    public fun callbacks(now: OffsetDateTime = OffsetDateTime.now()): CallbackDesk =
        screener.callbacks(now.toMoment())

    /** Keeps what the user does about a callback. */
    public fun changeCallback(
        number: String,
        change: CallbackChange,
        now: OffsetDateTime = OffsetDateTime.now(),
    ): Unit = screener.changeCallback(number.wellFormed(), change.wellFormed(), now.toMoment())

    /** How soon to ring back, as JSON. */
    public fun callbackSettings(): String = screener.callbackSettings()

    /** Sets how soon to ring back, given as JSON. A field that is left out has its default. */
    public fun setCallbackSettings(json: String): Unit =
        screener.setCallbackSettings(json.wellFormed())

    /** The texts to send to a caller, in German for a German [locale], else in English. */
    public fun messageTemplates(locale: Locale = Locale.getDefault()): List<MessageTemplate> =
        screener.messageTemplates(locale.toLanguage())

    /**
     * Keeps a text of the user's own, in place of one of the same name. A placeholder that is not
     * known throws.
     */
    public fun setMessageTemplate(
        name: String,
        text: String,
        locale: Locale = Locale.getDefault(),
    ): Unit = screener.setMessageTemplate(
        locale.toLanguage(),
        name.wellFormed(),
        text.wellFormed(),
    )

    /** Forgets a text of the user's own. One that is built in is as it was. */
    public fun removeMessageTemplate(name: String, locale: Locale = Locale.getDefault()): Unit =
        screener.removeMessageTemplate(locale.toLanguage(), name.wellFormed())

    /**
     * The message to somebody on the desk, ready to send: the text called [template], with [caller]
     * as the caller's name and [me] as the user's.
     */
    public fun message(
        number: String,
        template: String,
        caller: String = "",
        me: String = "",
        locale: Locale = Locale.getDefault(),
        now: OffsetDateTime = OffsetDateTime.now(),
    ): String = screener.message(
        number.wellFormed(),
        template.wellFormed(),
        caller.wellFormed(),
        me.wellFormed(),
        locale.toLanguage(),
        now.toMoment(),
    )

    /**
     * Writes the plan of this moment to a file. Read it with [planPage]. It has no more numbers
     * than [atMost], if that is given: the user's own first, then those of lists and regulators, of
     * each the small ranges before the large ones.
     */
    public fun writePlan(
        file: File,
        at: OffsetDateTime = OffsetDateTime.now(),
        atMost: ULong? = null,
    ): PlanReport = screener.writePlan(file.path, at.toMoment(), atMost)

    /**
     * Closes the store. Later calls are allowed with the reason `Fault`; everything else throws
     * [ScreenerException.Closed]. Closing twice is harmless.
     */
    // Not `screener.close()`: that frees the object, and a call on its way would throw.
    override fun close(): Unit = screener.shutdown()

    /** Opens a store, and what works without one. */
    public companion object {
        /**
         * Opens the store at [path], or creates it. [homeRegions] are the ISO 3166-1 codes of the
         * regions whose national spelling is meant, SIM first, network second; at least one.
         */
        public fun open(path: File, homeRegions: List<String>): Callscreen =
            Callscreen(Screener.open(path.path, homeRegions))

        /**
         * Sends the log of the whole process to [sink], from [level] up, in place of an earlier
         * sink. The lines hold no phone number. What the sink throws is ignored.
         */
        public fun log(level: LogLevel = LogLevel.WARN, sink: (LogLevel, String) -> Unit) {
            val port = object : LogSink {
                override fun log(level: LogLevel, line: String) = sink(level, line)
            }
            setLogSink(port, level)
        }

        /**
         * Reads a number in any spelling. Without [homeRegions], only international spellings are
         * readable.
         */
        public fun readNumber(raw: String, homeRegions: List<String> = emptyList()): Reading =
            ffiReadNumber(raw.wellFormed(), homeRegions)

        /** What a pack says about itself. Nobody has vouched for it before it is applied. */
        public fun packInfo(file: File): PackInfo = ffiPackInfo(file.path)

        /**
         * What kind of line a number in E.164 is. Not while a call waits: the first question takes
         * tens of milliseconds.
         */
        public fun numberType(number: String): NumberType = ffiNumberType(number)

        /**
         * How people write a number in E.164. Not while a call waits: the first question takes tens
         * of milliseconds.
         */
        public fun spellings(number: String): Spellings = ffiSpellings(number)

        /**
         * The next [limit] numbers above [after] of a plan that [writePlan] wrote, ascending,
         * without the plus. Start with 0, go on with the last number, stop at an empty page.
         */
        public fun planPage(file: File, after: Long, limit: UInt): LongArray {
            val page = ffiPlanPage(file.path, after.toULong(), limit)
            val numbers = ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer()
            return LongArray(numbers.remaining()).also { numbers.get(it) }
        }
    }
}
