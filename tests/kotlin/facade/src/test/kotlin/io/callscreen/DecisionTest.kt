package io.callscreen

import io.callscreen.ffi.Caller
import io.callscreen.ffi.KnownContact
import io.callscreen.ffi.Outcome
import io.callscreen.ffi.Presentation
import io.callscreen.ffi.Reason
import io.callscreen.ffi.Step
import io.callscreen.ffi.Verdict
import io.callscreen.ffi.Verification
import java.time.Duration
import java.time.OffsetDateTime
import java.util.Locale
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

internal class DecisionTest : StoreTest() {
    @Test
    fun `a decision says why, and how it came about`() {
        callscreen.replaceContacts(listOf(FRIEND))
        val decision = callscreen.screen(call(FRIEND))
        assertEquals(Verdict.ALLOW, decision.verdict)
        assertEquals(Reason.Contact, decision.reason)
        assertEquals(Caller.Subscriber(FRIEND), decision.trace.facts.caller)
        assertEquals(KnownContact(false, emptyList()), decision.trace.facts.contact)
        assertEquals("CH", decision.trace.facts.region)
        val decided = decision.trace.steps.last()
        assertEquals(Step.CONTACT to Outcome.DECIDED, decided.step to decided.outcome)
    }

    @Test
    fun `the words follow the locale, and English is for everybody else`() {
        val decision = callscreen.screen(call(STRANGER))
        assertEquals("voicemail: you don't know this number", decision.describe(Locale.UK))
        assertEquals("Voicemail: du kennst diese Nummer nicht", decision.describe(SWISS_GERMAN))
        assertEquals("voicemail: you don't know this number", decision.describe(Locale.FRANCE))
        val entry = callscreen.journal(limit = 1u).single()
        assertEquals("Voicemail: du kennst diese Nummer nicht", entry.describe(Locale.GERMAN))
    }

    @Test
    fun `four kinds of missing number are four callers`() {
        val reasons = listOf(
            Presentation.WITHHELD to Reason.Withheld,
            Presentation.UNKNOWN to Reason.UnknownNumber,
            Presentation.PAYPHONE to Reason.Payphone,
            Presentation.UNAVAILABLE to Reason.Unavailable,
        )
        for ((presentation, reason) in reasons) {
            val call = incomingCall(number = null, presentation = presentation)
            assertEquals(reason, callscreen.screen(call).reason)
        }
        assertEquals(Reason.UnknownNumber, callscreen.screen(call(number = null)).reason)
    }

    @Test
    fun `a number that is not the caller's own goes to voicemail`() {
        val call = incomingCall(STRANGER, verification = Verification.FAILED)
        assertEquals(Reason.VerificationFailed, callscreen.screen(call).reason)
    }

    @Test
    fun `half a surrogate pair is answered, not thrown`() {
        val call = incomingCall("\uD800", line = "SIM \uDC00")
        assertEquals(Caller.Unreadable, callscreen.screen(call).trace.facts.caller)
    }

    @Test
    fun `explaining answers the same and changes nothing`() {
        callscreen.screen(call(STRANGER))
        val explained = callscreen.explain(call(CALL_CENTRE, minute = 1))
        assertEquals(listOf(0L), callscreen.journal(limit = 9u).map { minutesAfterMorning(it.time) })
        assertEquals(explained, callscreen.screen(call(CALL_CENTRE, minute = 1)))
    }

    @Test
    fun `the journal holds the newest calls first, up to a limit`() {
        callscreen.screen(call(STRANGER, minute = 0))
        callscreen.screen(call(number = null, minute = 2))
        callscreen.screen(
            incomingCall(CALL_CENTRE, line = "SIM 1", at = MORNING.plusMinutes(1)),
        )
        val journal = callscreen.journal(limit = 2u)
        assertEquals(
            listOf(Caller.Unknown, Caller.Subscriber(CALL_CENTRE)),
            journal.map { it.caller },
        )
        val entry = journal.last()
        assertEquals(MORNING.plusMinutes(1), entry.time)
        assertEquals("SIM 1", entry.line)
        assertEquals(Verdict.VOICEMAIL to Reason.Stranger, entry.verdict to entry.reason)

        assertEquals(3, callscreen.journal(limit = 100u).size)
        callscreen.clearJournal()
        assertEquals(emptyList<Any>(), callscreen.journal(limit = 100u))
    }

    @Test
    fun `whom the user dialled may call back, for a month`() {
        callscreen.recordOutgoingCall(STRANGER, at = MORNING)
        val nextWeek = incomingCall(STRANGER, at = MORNING.plusDays(7))
        assertEquals(Reason.ConversationPartner, callscreen.explain(nextWeek).reason)
        val nextYear = incomingCall(STRANGER, at = MORNING.plusYears(1))
        assertEquals(Reason.Stranger, callscreen.explain(nextYear).reason)
    }

    @Test
    fun `after an emergency call everybody gets through, for two days`() {
        callscreen.recordOutgoingCall("112", at = MORNING)
        val withheld = incomingCall(
            number = null,
            presentation = Presentation.WITHHELD,
            at = MORNING.plusHours(47),
        )
        assertEquals(Reason.AfterEmergencyCall, callscreen.explain(withheld).reason)
        val later = withheld.copy(at = MORNING.plusHours(48).toMoment())
        assertEquals(Reason.Withheld, callscreen.explain(later).reason)
    }

    @Test
    fun `warming up changes nothing`() {
        callscreen.warmUp()
        assertEquals(emptyList<Any>(), callscreen.journal(limit = 9u))
    }

    private fun minutesAfterMorning(time: OffsetDateTime): Long =
        Duration.between(MORNING, time).toMinutes()

    private companion object {
        val SWISS_GERMAN: Locale = Locale.forLanguageTag("de-CH")
    }
}
