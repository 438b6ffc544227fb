package io.callscreen.demo

import android.content.ComponentName
import android.content.Intent
import android.net.Uri
import android.os.Looper
import android.telecom.Call
import android.telecom.CallScreeningService
import android.telecom.CallScreeningService.CallResponse
import android.telecom.ParcelableCall
import android.telecom.TelecomManager
import com.android.internal.telecom.ICallScreeningAdapter
import com.android.internal.telecom.ICallScreeningService
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicInteger
import org.robolectric.Shadows.shadowOf

/** Asks the service as the system does: over its binder, from outside of the main thread. */
internal class Telecom(service: CallScreeningService) {
    private val binder = ICallScreeningService.Stub.asInterface(
        service.onBind(Intent(CallScreeningService.SERVICE_INTERFACE)),
    )
    private val count = AtomicInteger()

    /** How many answers came. */
    val answers: Int get() = count.get()

    /** The answer, which comes when the main thread and the worker get to it. */
    fun ask(call: ParcelableCall): CompletableFuture<CallResponse> {
        val answer = CompletableFuture<CallResponse>()
        val adapter = object : ICallScreeningAdapter.Stub() {
            override fun onScreeningResponse(
                callId: String,
                component: ComponentName,
                response: CallScreeningService.ParcelableCallResponse?,
            ) {
                // The framework's own answer to an outgoing call, behind the service's back.
                if (response == null) return
                count.incrementAndGet()
                check(callId == call.id) { "an answer to another call" }
                answer.complete(response.toCallResponse())
            }
        }
        binder.screenCall(adapter, call)
        shadowOf(Looper.getMainLooper()).idle()
        return answer
    }

    /** The answer, waited for. */
    fun screen(call: ParcelableCall): CallResponse = ask(call).get(20, TimeUnit.SECONDS)

    companion object {
        private val ids = AtomicInteger()

        fun call(
            address: String?,
            presentation: Int = TelecomManager.PRESENTATION_ALLOWED,
            verification: Int = 0,
            direction: Int = Call.Details.DIRECTION_INCOMING,
            at: Long = System.currentTimeMillis(),
        ): ParcelableCall =
            ParcelableCall.ParcelableCallBuilder()
                .setId("TC@${ids.incrementAndGet()}")
                .setHandle(address?.let(Uri::parse))
                .setHandlePresentation(presentation)
                .setCallerNumberVerificationStatus(verification)
                .setCallDirection(direction)
                .setCreationTimeMillis(at)
                .setCannedSmsResponses(emptyList())
                .setChildCallIds(emptyList())
                .setConferenceableCallIds(emptyList())
                .createParcelableCall()
    }
}
