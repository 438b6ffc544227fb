package io.callscreen

import io.callscreen.ffi.LogLevel
import io.callscreen.ffi.Reason
import io.callscreen.ffi.ScreenerException
import io.callscreen.ffi.SinkException
import io.callscreen.ffi.Verdict
import java.util.concurrent.CopyOnWriteArrayList
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows

/** The process has one sink, so each test sets its own. */
internal class LogTest : StoreTest() {
    private val lines = CopyOnWriteArrayList<Pair<LogLevel, String>>()

    @AfterEach
    fun forget() = Callscreen.log(LogLevel.ERROR) { _, _ -> }

    @Test
    fun `the sink receives what went wrong`() {
        Callscreen.log { level, line -> lines += level to line }
        callscreen.close()
        callscreen.screen(call(STRANGER))
        val (level, line) = lines.first()
        assertEquals(LogLevel.ERROR, level)
        assertEquals("a call was allowed because of a fault: the screener is shut down", line)
        assertTrue(lines.any { it.first == LogLevel.WARN }, lines.toString())
    }

    @Test
    fun `lines below the level do not arrive`() {
        Callscreen.log(LogLevel.ERROR) { level, line -> lines += level to line }
        callscreen.close()
        callscreen.screen(call(STRANGER))
        assertEquals(listOf(LogLevel.ERROR), lines.map { it.first })
    }

    @Test
    fun `a later sink takes the place of an earlier one`() {
        Callscreen.log { level, line -> lines += level to line }
        val later = CopyOnWriteArrayList<String>()
        Callscreen.log { _, line -> later += line }
        callscreen.close()
        callscreen.screen(call(STRANGER))
        assertEquals(emptyList<Any>(), lines)
        assertFalse(later.isEmpty())
    }

    @Test
    fun `no line and no reason holds a digit of a number`() {
        Callscreen.log(LogLevel.DEBUG) { level, line -> lines += level to line }
        callscreen.replaceContacts(listOf(FRIEND, "61 555 01 01 99 99 99 99"))
        callscreen.screen(call(FRIEND))
        callscreen.recordOutgoingCall(STRANGER, at = MORNING)
        val reasons = listOf(
            assertThrows<ScreenerException> { callscreen.putRule("$FRIEND$STRANGER", Verdict.ALLOW) },
            assertThrows<ScreenerException> {
                callscreen.importList(file("a.json", "[{\"phone\": $CALL_CENTRE}]"), REPORTS)
            },
            assertThrows<ScreenerException> {
                callscreen.setPolicy(callscreen.policy().replace("\"allow\"", "\"$FRIEND\""))
            },
        ).map { it.reason.replace(folder.path, "") }
        callscreen.close()
        callscreen.screen(call(STRANGER))

        assertFalse(lines.isEmpty())
        for (text in reasons + lines.map { it.second }) {
            assertFalse(Regex("[0-9]{5}").containsMatchIn(text), text)
        }
    }

    @Test
    fun `a sink that throws does not hurt`() {
        val failures = listOf(
            IllegalStateException("full"),
            SinkException.Failed("full"),
            AssertionError("not even an Exception"),
        )
        callscreen.close()
        for (failure in failures) {
            Callscreen.log { level, line ->
                lines += level to line
                throw failure
            }
            val decision = callscreen.screen(call(STRANGER))
            assertEquals(Verdict.ALLOW to Reason.Fault, decision.verdict to decision.reason)
        }
        assertEquals(failures.size, lines.count { it.first == LogLevel.ERROR })
    }
}
