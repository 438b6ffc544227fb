package io.callscreen

import io.callscreen.ffi.CallOutcome
import io.callscreen.ffi.CallRef
import io.callscreen.ffi.Ending
import io.callscreen.ffi.JournalQuery
import io.callscreen.ffi.Retention
import io.callscreen.ffi.ScreenerException
import io.callscreen.ffi.Verdict
import java.time.OffsetDateTime
import java.util.Locale
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows

/** What came of calls, and finding them again. */
internal class JournalTest : StoreTest() {
    private val at = OffsetDateTime.parse("2026-11-21T08:15:00+01:00")

    @Test
    fun `what came of a call is reported by name, by number and time, and by id`() {
        callscreen.screen(incomingCall(STRANGER, at = at, callId = "TC@1"))
        val outcome = { callscreen.journal(1u).single().outcome }
        assertEquals(null, outcome())
        val missed = CallOutcome(Ending.MISSED, ringSeconds = 9u)
        callscreen.reportOutcome(CallRef.CallId("TC@1"), missed)
        assertEquals(missed, outcome())
        callscreen.reportOutcome(STRANGER, at.plusSeconds(20), Ending.MESSAGE_LEFT)
        assertEquals(CallOutcome(Ending.MESSAGE_LEFT), outcome())
        assertEquals("left a message", outcome()?.ending?.describe(Locale.ENGLISH))
        callscreen.reportOutcome(CallRef.Id(callscreen.journal(1u).single().id), missed)
        assertEquals("verpasst", outcome()?.ending?.describe(Locale.GERMAN))
        assertThrows<ScreenerException.NotFound> {
            callscreen.reportOutcome(CallRef.CallId("TC@2"), missed)
        }
    }

    @Test
    fun `calls are found, forgotten and kept as long as the user says`() {
        callscreen.screen(incomingCall(STRANGER, at = at))
        callscreen.screen(incomingCall(null, at = at.plusHours(1)))
        val found = { query: JournalQuery -> callscreen.searchJournal(query, 9u) }
        val first = found(JournalQuery(number = STRANGER)).single()
        assertEquals(listOf(first), found(JournalQuery(until = at.plusHours(1).toMoment())))
        assertEquals(emptyList<Any>(), found(JournalQuery(verdict = Verdict.REJECT)))
        assertEquals(listOf(first), found(JournalQuery(before = callscreen.journal(1u)[0].id)))
        callscreen.forgetCall(first.id)
        assertThrows<ScreenerException.NotFound> { callscreen.forgetCall(first.id) }

        assertEquals(Retention(180u, 10_000u), callscreen.retention())
        callscreen.setRetention(Retention(30u, 500u))
        assertEquals(Retention(30u, 500u), callscreen.retention())
        assertThrows<ScreenerException.InvalidArgument> {
            callscreen.setRetention(Retention(0u, 500u))
        }
        callscreen.writeJournal()
    }
}
