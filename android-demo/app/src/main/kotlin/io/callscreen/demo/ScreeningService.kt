package io.callscreen.demo

import android.os.Handler
import android.os.Looper
import android.telecom.Call
import android.telecom.CallScreeningService
import android.telephony.TelephonyManager
import android.util.Log
import java.util.concurrent.atomic.AtomicBoolean

/**
 * Bound by Telecom for each call, and unbound as soon as it has the answer. The phone does not ring
 * before, so whatever goes wrong is answered with "let it ring", and never later than [DEADLINE_MS].
 */
class ScreeningService : CallScreeningService() {
    private val mainThread = Handler(Looper.getMainLooper())

    override fun onScreenCall(details: Call.Details) {
        when (details.callDirection) {
            Call.Details.DIRECTION_OUTGOING -> {
                // Android takes no other answer, and does not wait for this one.
                respondToCall(details, LET_IT_RING)
                app.worker.execute { orLetItRing { record(details) } }
            }
            else -> answerInTime(details)
        }
    }

    private fun answerInTime(details: Call.Details) {
        val answered = AtomicBoolean()
        fun answer(response: CallResponse) {
            if (answered.compareAndSet(false, true)) respondToCall(details, response)
        }
        mainThread.postDelayed({ answer(LET_IT_RING) }, DEADLINE_MS)
        // Not here: this is the main thread, and the store may still be opening.
        app.worker.execute { answer(orLetItRing { screen(details) }) }
    }

    /** Never throws. */
    private fun orLetItRing(respond: () -> CallResponse): CallResponse =
        try {
            respond()
        // What fails here is not foreseen; a ringing phone is the harmless end of all of it. Errors
        // too: a library for another processor is an UnsatisfiedLinkError.
        } catch (failure: Throwable) {
            // The type only: a text may quote the number.
            Log.e(TAG, "a call is let through because of ${failure.javaClass.name}")
            LET_IT_RING
        }

    private fun screen(details: Call.Details): CallResponse {
        if (details.concernsEmergency()) return LET_IT_RING
        app.ensureContacts()
        val decision = app.callscreen().screen(details.toIncomingCall())
        return callResponse(decision.verdict, app.settings.voicemailRoute)
    }

    private fun record(details: Call.Details): CallResponse {
        // The core need not know the number to know that the user called for help.
        val dialled =
            if (details.concernsEmergency()) ANY_EMERGENCY else details.toIncomingCall().number
        dialled?.let { app.callscreen().recordOutgoingCall(it, details.arrival()) }
        return LET_IT_RING
    }

    private fun Call.Details.concernsEmergency(): Boolean {
        val telephony = getSystemService(TelephonyManager::class.java) ?: return false
        return handle?.let(telephony::isEmergency) ?: false
    }

    private val app get() = application as CallscreenApp

    private companion object {
        /** Telecom waits 5 seconds, counted from before this process was started. */
        const val DEADLINE_MS = 3_000L

        /** An emergency number on every phone. */
        const val ANY_EMERGENCY = "112"
    }
}
