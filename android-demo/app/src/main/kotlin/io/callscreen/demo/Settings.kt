package io.callscreen.demo

import android.content.Context

/** The few settings that belong to this platform; the policy is in the core's store. */
class Settings(context: Context) {
    private val preferences = context.getSharedPreferences("settings", Context.MODE_PRIVATE)

    /** How a call gets to the voicemail. */
    var voicemailRoute: VoicemailRoute
        get() {
            val name = preferences.getString(VOICEMAIL_ROUTE, null)
            return VoicemailRoute.entries.find { it.name == name } ?: VoicemailRoute.DECLINE
        }
        set(route) = preferences.edit().putString(VOICEMAIL_ROUTE, route.name).apply()

    private companion object {
        const val VOICEMAIL_ROUTE = "voicemail_route"
    }
}
