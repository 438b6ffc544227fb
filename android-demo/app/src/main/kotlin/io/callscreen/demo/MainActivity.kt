package io.callscreen.demo

import android.Manifest.permission.READ_CONTACTS
import android.app.Activity
import android.app.role.RoleManager
import android.content.Intent
import android.os.Bundle
import android.telephony.PhoneNumberUtils
import android.text.format.DateUtils
import android.util.Log
import android.view.View
import android.widget.Button
import android.widget.ImageView
import android.widget.ListView
import android.widget.SimpleAdapter
import android.widget.Switch
import android.widget.TextView
import android.widget.Toast
import io.callscreen.describe
import io.callscreen.ffi.Caller
import io.callscreen.ffi.JournalEntry
import java.util.concurrent.ExecutorService
import java.util.concurrent.Executors

/** Asks for what screening needs, and shows what became of the last calls. */
class MainActivity : Activity() {
    private val app get() = application as CallscreenApp

    /** Everything but the decision itself may wait for the disk. */
    private lateinit var background: ExecutorService

    override fun onCreate(state: Bundle?) {
        super.onCreate(state)
        setContentView(R.layout.activity_main)
        background = Executors.newSingleThreadExecutor()
        view<Button>(R.id.role_request).setOnClickListener { requestRole() }
        view<Button>(R.id.contacts_button).setOnClickListener {
            if (mayReadContacts()) readContacts() else requestContacts()
        }
        view<Switch>(R.id.voicemail_route).apply {
            isChecked = app.settings.voicemailRoute == VoicemailRoute.RING_OUT
            setOnCheckedChangeListener { _, ringOut ->
                app.settings.voicemailRoute =
                    if (ringOut) VoicemailRoute.RING_OUT else VoicemailRoute.DECLINE
            }
        }
        view<ListView>(R.id.calls).emptyView = view<TextView>(R.id.calls_empty)
    }

    override fun onResume() {
        super.onResume()
        showRole()
        showContacts()
        showCalls()
    }

    override fun onDestroy() {
        background.shutdown()
        super.onDestroy()
    }

    // --- The role --------------------------------------------------------------------------------

    private fun showRole() {
        val roles = service<RoleManager>()
        val available = roles.isRoleAvailable(RoleManager.ROLE_CALL_SCREENING)
        val held = available && roles.isRoleHeld(RoleManager.ROLE_CALL_SCREENING)
        val text = getText(
            when {
                held -> R.string.role_held
                available -> R.string.role_not_held
                else -> R.string.role_not_available
            },
        )
        view<TextView>(R.id.role_state).text = text
        view<ImageView>(R.id.role_icon).apply {
            alpha = if (held) 1f else 0.3f
            contentDescription = text
        }
        view<Button>(R.id.role_request).visibility =
            if (available && !held) View.VISIBLE else View.GONE
    }

    private fun requestRole() {
        val roles = service<RoleManager>()
        val request = roles.createRequestRoleIntent(RoleManager.ROLE_CALL_SCREENING)
        // The answer is shown by onResume.
        startActivityForResult(request, REQUEST_ROLE)
    }

    // --- Contacts --------------------------------------------------------------------------------

    private fun requestContacts() = requestPermissions(arrayOf(READ_CONTACTS), REQUEST_CONTACTS)

    override fun onRequestPermissionsResult(code: Int, names: Array<String>, results: IntArray) {
        super.onRequestPermissionsResult(code, names, results)
        // At once: from now on Android asks us about calls of contacts.
        if (code == REQUEST_CONTACTS && mayReadContacts()) readContacts()
    }

    private fun readContacts() {
        view<TextView>(R.id.contacts_state).setText(R.string.contacts_reading)
        inBackground(R.string.failed, { app.syncContacts() }) { showContacts() }
    }

    private fun showContacts() {
        val allowed = mayReadContacts()
        view<Button>(R.id.contacts_button)
            .setText(if (allowed) R.string.contacts_sync else R.string.contacts_request)
        if (!allowed) {
            view<TextView>(R.id.contacts_state).setText(R.string.contacts_not_allowed)
            return
        }
        val count = {
            app.ensureContacts()
            app.callscreen().contactCount().toInt()
        }
        inBackground(R.string.failed_store, count) { count ->
            view<TextView>(R.id.contacts_state).text =
                resources.getQuantityString(R.plurals.contacts_known, count, count)
        }
    }

    // --- Calls -----------------------------------------------------------------------------------

    private fun showCalls() {
        inBackground(R.string.failed_store, { app.callscreen().journal(CALLS_SHOWN) }) { calls ->
            val locale = resources.configuration.locales[0]
            val rows = calls.map { mapOf(WHO to who(it), WHY to it.describe(locale)) }
            view<ListView>(R.id.calls).adapter = SimpleAdapter(
                this,
                rows,
                android.R.layout.simple_list_item_2,
                arrayOf(WHO, WHY),
                intArrayOf(android.R.id.text1, android.R.id.text2),
            )
        }
    }

    /** The caller as the user knows it, and when. */
    private fun who(call: JournalEntry): String {
        val caller = when (val caller = call.caller) {
            is Caller.Subscriber -> PhoneNumberUtils.formatNumber(caller.number, "") ?: caller.number
            is Caller.Emergency -> caller.number
            is Caller.Service -> getString(R.string.caller_service, caller.number)
            is Caller.ShortCode -> caller.number
            is Caller.Extension -> caller.number
            // Older entries of the journal have no name.
            is Caller.Alphanumeric -> caller.name.ifEmpty { getString(R.string.caller_unreadable) }
            Caller.Unreadable -> getString(R.string.caller_unreadable)
            Caller.Withheld, Caller.Unknown, Caller.Payphone, Caller.Unavailable ->
                getString(R.string.caller_without_number)
        }
        val time = DateUtils.getRelativeTimeSpanString(call.at.unixMs)
        return "$caller · $time"
    }

    // --- Helpers ---------------------------------------------------------------------------------

    /** Does [work] in the background and [show]s its result, or says that it failed. */
    private fun <T> inBackground(failed: Int, work: () -> T, show: (T) -> Unit) {
        background.execute {
            val result = runCatching(work)
            runOnUiThread {
                if (isDestroyed) return@runOnUiThread
                result.onSuccess(show).onFailure { failure ->
                    Log.w(TAG, "not shown because of ${failure.javaClass.name}")
                    Toast.makeText(this, failed, Toast.LENGTH_LONG).show()
                }
            }
        }
    }

    private fun <T : View> view(id: Int): T = requireViewById(id)

    private companion object {
        const val REQUEST_ROLE = 1
        const val REQUEST_CONTACTS = 2
        const val CALLS_SHOWN = 100u
        const val WHO = "who"
        const val WHY = "why"
    }
}
