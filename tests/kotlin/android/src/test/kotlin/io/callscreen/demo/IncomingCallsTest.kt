package io.callscreen.demo

import android.telecom.Connection
import android.telecom.TelecomManager
import io.callscreen.ffi.Presentation
import io.callscreen.ffi.Verification
import java.util.Locale
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test

internal class IncomingCallsTest {
    @Test
    fun `every presentation of Telecom is another caller`() {
        val mapped = listOf(
            TelecomManager.PRESENTATION_ALLOWED to Presentation.ALLOWED,
            TelecomManager.PRESENTATION_RESTRICTED to Presentation.WITHHELD,
            TelecomManager.PRESENTATION_UNKNOWN to Presentation.UNKNOWN,
            TelecomManager.PRESENTATION_PAYPHONE to Presentation.PAYPHONE,
            TelecomManager.PRESENTATION_UNAVAILABLE to Presentation.UNAVAILABLE,
        )
        for ((telecom, ours) in mapped) assertEquals(ours, presentationOf(telecom))
        assertEquals(Presentation.entries.toSet(), mapped.map { it.second }.toSet())
        // None of today's; the phone rings or not as for a caller of whom nothing is known.
        assertEquals(Presentation.UNKNOWN, presentationOf(0))
        assertEquals(Presentation.UNKNOWN, presentationOf(99))
    }

    @Test
    fun `verification is what the network says, and nothing when it does not say`() {
        val mapped = listOf(
            Connection.VERIFICATION_STATUS_NOT_VERIFIED to Verification.NOT_VERIFIED,
            Connection.VERIFICATION_STATUS_PASSED to Verification.PASSED,
            Connection.VERIFICATION_STATUS_FAILED to Verification.FAILED,
        )
        for ((telecom, ours) in mapped) assertEquals(ours, verificationOf(telecom))
        assertEquals(Verification.NOT_VERIFIED, verificationOf(99))
    }

    @Test
    fun `the SIM comes before the network, and neither twice`() {
        assertEquals(listOf("CH", "FR"), homeRegions("ch", "fr", Locale.US))
        assertEquals(listOf("CH"), homeRegions("ch", "ch", Locale.US))
        assertEquals(listOf("FR"), homeRegions("", "fr", Locale.US))
        assertEquals(listOf("CH"), homeRegions("ch", null, Locale.US))
    }

    @Test
    fun `without SIM and network the user's country counts, and there is always a region`() {
        assertEquals(listOf("US"), homeRegions(null, null, Locale.US))
        assertEquals(listOf("AT"), homeRegions("", "", Locale.forLanguageTag("de-AT")))
        assertEquals(listOf("CH"), homeRegions("", "", Locale.GERMAN))
    }

    @Test
    fun `what is no region cannot stop the screener`() {
        assertEquals(listOf("DE"), homeRegions("001", "de", Locale.US))
        assertEquals(listOf("US"), homeRegions("zz", "x", Locale.US))
        // In Turkish, the capital of i is another letter.
        val default = Locale.getDefault()
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"))
            assertEquals(listOf("IT"), homeRegions("it", "", Locale.US))
        } finally {
            Locale.setDefault(default)
        }
    }
}
