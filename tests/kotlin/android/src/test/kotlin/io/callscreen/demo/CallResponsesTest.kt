package io.callscreen.demo

import android.telecom.CallScreeningService.CallResponse
import io.callscreen.ffi.Verdict
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows

/** With the framework's own `CallResponse`, not a stub. */
internal class CallResponsesTest {
    @Test
    fun `allowing sets no flag`() {
        for (route in VoicemailRoute.entries) {
            assertEquals(emptySet<String>(), flags(callResponse(Verdict.ALLOW, route)))
        }
        assertEquals(emptySet<String>(), flags(LET_IT_RING))
    }

    @Test
    fun `voicemail is a decline, or silence on this phone only`() {
        assertEquals(
            setOf("disallow", "reject"),
            flags(callResponse(Verdict.VOICEMAIL, VoicemailRoute.DECLINE)),
        )
        assertEquals(
            setOf("disallow"),
            flags(callResponse(Verdict.VOICEMAIL, VoicemailRoute.RING_OUT)),
        )
    }

    @Test
    fun `a rejected call leaves no notification, by whatever way the voicemail is reached`() {
        for (route in VoicemailRoute.entries) {
            assertEquals(
                setOf("disallow", "reject", "skip notification"),
                flags(callResponse(Verdict.REJECT, route)),
            )
        }
    }

    @Test
    fun `the framework refuses an illegal set of flags, so these answers are legal`() {
        assertThrows<IllegalStateException> {
            CallResponse.Builder().setDisallowCall(false).setRejectCall(true).build()
        }
        assertThrows<IllegalStateException> {
            CallResponse.Builder().setSkipNotification(true).build()
        }
    }

    private fun flags(response: CallResponse): Set<String> = buildSet {
        if (response.disallowCall) add("disallow")
        if (response.rejectCall) add("reject")
        if (response.silenceCall) add("silence")
        if (response.skipCallLog) add("skip log")
        if (response.skipNotification) add("skip notification")
    }
}
