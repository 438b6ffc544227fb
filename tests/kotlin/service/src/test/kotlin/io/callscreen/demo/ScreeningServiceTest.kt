package io.callscreen.demo

import android.Manifest.permission.READ_CONTACTS
import android.app.Application
import android.os.Looper
import android.telecom.Call
import android.telecom.TelecomManager
import android.telephony.TelephonyManager
import io.callscreen.ffi.Caller
import io.callscreen.ffi.ListSource
import io.callscreen.ffi.Reason
import io.callscreen.ffi.Verdict
import io.callscreen.ffi.Verification
import java.io.File
import java.time.Duration
import java.util.concurrent.CountDownLatch
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.shadows.ShadowSystemProperties

/** Telecom's part is played by [Telecom]; the service, the facade and the core are the real ones. */
@RunWith(RobolectricTestRunner::class)
@Config(application = CallscreenApp::class)
class ScreeningServiceTest {
    private val app = RuntimeEnvironment.getApplication() as CallscreenApp
    private val telephony = shadowOf(app.service<TelephonyManager>())
    private lateinit var telecom: Telecom

    @Before
    fun start() {
        telephony.setSimCountryIso("ch")
        telephony.setNetworkCountryIso("ch")
        telecom = Telecom(Robolectric.setupService(ScreeningService::class.java))
    }

    @After
    fun stop() {
        app.callscreen().close()
        app.worker.shutdown()
    }

    @Test
    fun `a contact rings`() {
        app.callscreen().replaceContacts(listOf("061 555 01 01"))
        assertEquals(LET_IT_RING, telecom.screen(Telecom.call("tel:+41615550101")))
        assertEquals(Reason.Contact, journal().single().reason)
    }

    @Test
    fun `a stranger goes to the voicemail by the route of the settings`() {
        val call = Telecom.call("tel:%2B41615550202")
        val declined = telecom.screen(call)
        assertTrue(declined.disallowCall && declined.rejectCall)
        app.settings.voicemailRoute = VoicemailRoute.RING_OUT
        val rungOut = telecom.screen(call)
        assertTrue(rungOut.disallowCall && !rungOut.rejectCall)
        assertEquals(listOf(Reason.Stranger, Reason.Stranger), journal().map { it.reason })
    }

    @Test
    fun `a call centre is rejected`() {
        val list = File(app.cacheDir, "list.csv").apply { writeText("phone,votes\n+41445550199,9\n") }
        app.callscreen().importList(list, ListSource("Reports", "made up", "", 4u))
        val response = telecom.screen(Telecom.call("tel:0445550199"))
        assertEquals(callResponse(Verdict.REJECT, VoicemailRoute.DECLINE), response)
        assertEquals(Reason.ListedCallCentre("Reports"), journal().single().reason)
    }

    @Test
    fun `what Telecom knows of a call arrives at the core`() {
        val withheld = Telecom.call(null, presentation = TelecomManager.PRESENTATION_RESTRICTED)
        val payphone = Telecom.call(null, presentation = TelecomManager.PRESENTATION_PAYPHONE)
        val empty = Telecom.call("tel:")
        val failed = Telecom.call("tel:+41615550202", verification = 2, at = 1_795_245_300_250)
        listOf(withheld, payphone, empty, failed).forEach(telecom::screen)
        val journal = journal().associateBy { it.id }.toSortedMap().values.toList()
        assertEquals(
            listOf(Caller.Withheld, Caller.Payphone, Caller.Unknown),
            journal.take(3).map { it.caller },
        )
        val last = journal.last()
        assertEquals(Verification.FAILED, last.verification)
        assertEquals(1_795_245_300_250, last.at.unixMs)
    }

    @Test
    fun `an outgoing call is only remembered, and its owner may call back`() {
        val outgoing = Telecom.call("tel:0615550202", direction = Call.Details.DIRECTION_OUTGOING)
        assertEquals(LET_IT_RING, telecom.screen(outgoing))
        waitForWorker()
        assertEquals(emptyList<Any>(), journal())
        assertEquals(LET_IT_RING, telecom.screen(Telecom.call("tel:+41615550202")))
        assertEquals(Reason.ConversationPartner, journal().single().reason)
    }

    @Test
    fun `an emergency number that only the SIM knows opens the phone to everybody`() {
        val outgoing = Telecom.call("tel:1177", direction = Call.Details.DIRECTION_OUTGOING)
        telecom.screen(outgoing)
        waitForWorker()
        assertFalse(telecom.screen(Telecom.call("tel:+41615550202")) == LET_IT_RING)
        simKnowsEmergencyNumber("1177")
        telecom.screen(outgoing)
        assertEquals(LET_IT_RING, telecom.screen(Telecom.call("tel:+41615550202")))
        assertEquals(Reason.AfterEmergencyCall, journal().first().reason)
    }

    @Test
    fun `a call from an emergency number rings`() {
        assertFalse(telecom.screen(Telecom.call("tel:1177")) == LET_IT_RING)
        simKnowsEmergencyNumber("1177")
        assertEquals(LET_IT_RING, telecom.screen(Telecom.call("tel:1177")))
    }

    @Test
    fun `a store that cannot be opened lets calls ring`() {
        app.callscreen().putRule("+41615550202", Verdict.REJECT)
        val store = app.createDeviceProtectedStorageContext().noBackupFilesDir
        store.listFiles().orEmpty().forEach { it.delete() }
        File(store, "callscreen.sqlite3").writeText("Dear Sir or Madam,\n".repeat(100))
        // Abroad, the store is opened anew.
        telephony.setNetworkCountryIso("fr")
        assertEquals(LET_IT_RING, telecom.screen(Telecom.call("tel:+41615550202")))
        store.listFiles().orEmpty().forEach { it.delete() }
    }

    @Test
    fun `abroad, the network's spelling is read, too`() {
        telephony.setNetworkCountryIso("de")
        // Too long for a Swiss number.
        telecom.screen(Telecom.call("tel:03023125001"))
        assertEquals(Caller.Subscriber("+493023125001"), journal().single().caller)
    }

    @Test
    fun `who decides too late finds the call ringing`() {
        val held = CountDownLatch(1)
        app.worker.execute { held.await() }
        val answer = telecom.ask(Telecom.call("tel:+41615550202"))
        assertFalse(answer.isDone)
        shadowOf(Looper.getMainLooper()).idleFor(Duration.ofSeconds(3))
        assertEquals(LET_IT_RING, answer.getNow(null))
        held.countDown()
        // The late decision is kept for the journal, and not sent.
        waitForWorker()
        assertEquals(Verdict.VOICEMAIL, journal().single().verdict)
        assertEquals(1, telecom.answers)
    }

    @Test
    fun `with access to contacts, those of the address book ring`() {
        AddressBook.install(listOf("+41615550101" to "061 555 01 01", null to "044 555 02 02"))
        assertFalse(telecom.screen(Telecom.call("tel:+41615550101")) == LET_IT_RING)
        shadowOf(app as Application).grantPermissions(READ_CONTACTS)
        assertEquals(LET_IT_RING, telecom.screen(Telecom.call("tel:+41615550101")))
        assertEquals(LET_IT_RING, telecom.screen(Telecom.call("tel:+41445550202")))
        assertTrue(ContactSyncJob.isScheduled(app))
    }

    @Test
    fun `an address book that does not answer lets calls ring`() {
        shadowOf(app as Application).grantPermissions(READ_CONTACTS)
        assertEquals(LET_IT_RING, telecom.screen(Telecom.call("tel:+41615550202")))
    }

    private fun simKnowsEmergencyNumber(number: String) =
        ShadowSystemProperties.override("ril.ecclist", "112,911,$number")

    private fun waitForWorker() {
        app.worker.submit {}.get()
    }

    private fun journal() = app.callscreen().journal(limit = 9u)
}
