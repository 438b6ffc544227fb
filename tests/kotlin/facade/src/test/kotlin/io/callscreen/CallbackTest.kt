package io.callscreen

import io.callscreen.ffi.CallOutcome
import io.callscreen.ffi.CallbackChange
import io.callscreen.ffi.CallRef
import io.callscreen.ffi.Caution
import io.callscreen.ffi.Ending
import io.callscreen.ffi.ListSource
import io.callscreen.ffi.Opinion
import io.callscreen.ffi.Presentation
import io.callscreen.ffi.ScreenerException
import io.callscreen.ffi.Verification
import java.io.File
import java.time.OffsetDateTime
import java.util.Locale
import org.json.JSONArray
import org.json.JSONObject
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory
import org.junit.jupiter.api.assertThrows

/** Whom to ring back: the vectors that every language runs, and messages. */
internal class CallbackTest : StoreTest() {
    @TestFactory
    fun callbacks(): List<DynamicTest> {
        val file = File(System.getProperty("callscreen.vectors"), "callbacks.json")
        val scenarios = JSONArray(file.readText()).objects()
        assertTrue(scenarios.isNotEmpty(), "no scenarios")
        return scenarios.map { scenario ->
            DynamicTest.dynamicTest(scenario.getString("name")) { check(scenario) }
        }
    }

    @Test
    fun `a message is filled, and a placeholder that is not known is refused`() {
        callscreen.screen(call(STRANGER))
        val text = { name: String ->
            callscreen.message(STRANGER, name, me = "Kim", locale = Locale.ENGLISH, now = MORNING)
        }
        assertEquals(
            "Sorry I missed your call. I'll ring you back by 22 Nov 08:15.",
            text("will_ring_back"),
        )
        callscreen.setMessageTemplate("will_ring_back", "Later, {me}", Locale.ENGLISH)
        assertEquals("Later, Kim", text("will_ring_back"))
        assertTrue(callscreen.messageTemplates(Locale.ENGLISH).any { it.own })
        callscreen.removeMessageTemplate("will_ring_back", Locale.ENGLISH)
        assertThrows<ScreenerException.InvalidArgument> {
            callscreen.setMessageTemplate("mine", "{nmae}")
        }
        assertThrows<ScreenerException.NotFound> { text("mine") }
    }

    @Test
    fun `settings are JSON`() {
        callscreen.setCallbackSettings("{\"minutes\": 30}")
        assertEquals(30, JSONObject(callscreen.callbackSettings()).getInt("minutes"))
        assertThrows<ScreenerException.InvalidArgument> { callscreen.setCallbackSettings("{") }
    }

    private fun check(scenario: JSONObject) {
        val store = File.createTempFile("scenario", ".sqlite3", folder)
        val homes = scenario.getJSONArray("home").strings()
        Callscreen.open(store, homes).use { callscreen ->
            setUp(callscreen, scenario)
            val desk = callscreen.callbacks(time(scenario.getString("now")))
            assertEquals(scenario.getInt("without_number").toUInt(), desk.withoutNumber)
            val expected = scenario.getJSONArray("callbacks").objects()
            assertEquals(expected.map { it.getString("number") }, desk.callbacks.map { it.number })
            for ((found, wanted) in desk.callbacks.zip(expected)) {
                assertEquals(wanted.getInt("attempts").toUInt(), found.attempts)
                assertEquals(time(wanted.getString("due_at")), found.dueAt.toOffsetDateTime())
                assertEquals(wanted.optBoolean("contact"), found.contact)
                assertEquals(wanted.optBoolean("message_left"), found.messageLeft)
                assertEquals(wanted.optBoolean("snoozed"), found.snoozed)
                assertEquals(wanted.optString("note"), found.note)
                val caution = wanted.textOrNull("caution")?.let { Caution.valueOf(it.uppercase()) }
                assertEquals(caution, found.caution)
                assertEquals(wanted.getString("text"), found.describe(Locale.ENGLISH))
                wanted.textOrNull("text_de")
                    ?.let { assertEquals(it, found.describe(Locale.GERMAN)) }
            }
        }
    }

    private fun setUp(callscreen: Callscreen, scenario: JSONObject) {
        callscreen.replaceContacts(scenario.getJSONArray("contacts").strings())
        callscreen.setCallbackSettings(scenario.getJSONObject("settings").toString())
        for (list in scenario.getJSONArray("lists").objects()) {
            val threshold = list.getInt("threshold").toUInt()
            val source = ListSource(list.getString("name"), "vectors", "", threshold)
            callscreen.importList(file("list.csv", list.getString("csv")), source)
        }
        for (called in scenario.getJSONArray("calls").objects()) {
            val call = called.getJSONObject("call")
            val (number, at) = call.textOrNull("number") to time(call.getString("at"))
            callscreen.screen(
                incomingCall(
                    number,
                    Presentation.valueOf(call.optString("presentation", "allowed").uppercase()),
                    Verification.valueOf(call.optString("verification", "not_verified").uppercase()),
                    at = at,
                ),
            )
            val outcome = called.optJSONObject("outcome") ?: continue
            callscreen.reportOutcome(
                CallRef.Seen(number, at.toMoment()),
                CallOutcome(
                    Ending.valueOf(outcome.getString("ending").uppercase()),
                    if (outcome.has("ring_seconds")) outcome.getInt("ring_seconds").toUInt() else null,
                ),
            )
        }
        for (mark in scenario.getJSONArray("marks").objects()) {
            callscreen.markNumber(mark.getString("number"), Opinion.CallCentre(null))
        }
        for (call in scenario.getJSONArray("outgoing").objects()) {
            callscreen.recordOutgoingCall(call.getString("number"), time(call.getString("at")))
        }
        for (change in scenario.getJSONArray("changes").objects()) {
            val at = time(change.getString("at"))
            callscreen.changeCallback(change.getString("number"), change(change), at)
        }
    }

    private fun change(json: JSONObject): CallbackChange = when (val name = json.getString("change")) {
        "done" -> CallbackChange.Done
        "dismiss" -> CallbackChange.Dismiss
        "snooze" -> CallbackChange.Snooze(time(json.getString("until")).toMoment())
        "note" -> CallbackChange.Note(json.getString("text"))
        "reopen" -> CallbackChange.Reopen
        else -> error("unknown change $name")
    }

    private fun time(text: String): OffsetDateTime = OffsetDateTime.parse(text)

    private fun JSONArray.objects(): List<JSONObject> = List(length()) { getJSONObject(it) }

    private fun JSONArray.strings(): List<String> = List(length()) { getString(it) }

    private fun JSONObject.textOrNull(name: String): String? =
        if (isNull(name)) null else getString(name)
}
