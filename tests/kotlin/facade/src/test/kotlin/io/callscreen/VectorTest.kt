package io.callscreen

import io.callscreen.ffi.Category
import io.callscreen.ffi.Contact
import io.callscreen.ffi.IncomingCall
import io.callscreen.ffi.ListSource
import io.callscreen.ffi.Opinion
import io.callscreen.ffi.Presentation
import io.callscreen.ffi.Problem
import io.callscreen.ffi.Reading
import io.callscreen.ffi.Retention
import io.callscreen.ffi.RuleLimits
import io.callscreen.ffi.Verdict
import io.callscreen.ffi.Verification
import java.io.File
import java.lang.reflect.Modifier
import java.time.OffsetDateTime
import java.util.Locale
import org.json.JSONArray
import org.json.JSONObject
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertAll
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.DynamicContainer
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.TestFactory
import org.junit.jupiter.api.io.TempDir

/** The vectors that every language runs, see tests/vectors. */
internal class VectorTest {
    @TempDir
    private lateinit var folder: File

    private val open = mutableListOf<Callscreen>()

    @AfterEach
    fun close() = open.forEach { it.close() }

    @TestFactory
    fun decisions(): List<DynamicContainer> = scenarios("decisions.json")

    @TestFactory
    fun steps(): List<DynamicContainer> = scenarios("steps.json")

    @TestFactory
    fun replays(): List<DynamicContainer> = scenarios("replay.json")

    @TestFactory
    fun findings(): List<DynamicTest> = vectors("lint.json") { scenario ->
        DynamicTest.dynamicTest(scenario.getString("name")) {
            val found = setUp(scenario).lint(time(scenario)).map { finding ->
                val told = mapOf(
                    "severity" to plain(finding.severity),
                    "code" to snake(finding.problem.javaClass.simpleName),
                    "en" to finding.describe(Locale.ENGLISH),
                    "de" to finding.describe(Locale.GERMAN),
                )
                told + parameters(finding.problem)
            }
            val expected = scenario.objects("findings").map { finding ->
                finding.keySet().associateWith { plain(finding.get(it)) }
            }
            assertEquals(expected, found)
        }
    }

    /** The parameters of a finding by their names in the vectors. */
    private fun parameters(problem: Problem): Map<String, String> =
        problem.javaClass.declaredFields.filterNot { Modifier.isStatic(it.modifiers) }.associate {
            it.isAccessible = true
            snake(it.name) to plain(it.get(problem))
        }

    /** A value as text, the same for JSON and for Kotlin. */
    private fun plain(value: Any?): String = when (value) {
        null, JSONObject.NULL -> "null"
        is JSONArray -> value.map(::plain).toString()
        is List<*> -> value.map(::plain).toString()
        is Enum<*> -> value.name.lowercase()
        else -> value.toString()
    }

    private fun snake(name: String): String =
        name.replace(Regex("(?<=[a-z])(?=[A-Z])"), "_").lowercase()

    private fun scenarios(file: String): List<DynamicContainer> = vectors(file) { scenario ->
        // Set up when its first call is asked, so that a scenario that cannot be is a failed test.
        val callscreen by lazy { setUp(scenario) }
        val calls = scenario.getJSONArray("calls").objects()
        assertTrue(calls.isNotEmpty(), "a scenario without a call")
        DynamicContainer.dynamicContainer(
            scenario.getString("name"),
            calls.map { expected ->
                DynamicTest.dynamicTest(expected.getString("text")) { check(callscreen, expected) }
            } + listOfNotNull(scenario.optJSONObject("replay")).map { expected ->
                DynamicTest.dynamicTest("replayed") {
                    replay(callscreen, expected, scenario.getJSONArray("home").strings())
                }
            },
        )
    }

    @TestFactory
    fun numbers(): List<DynamicTest> = vectors("numbers.json") { vector ->
        DynamicTest.dynamicTest("${vector.getString("raw")}: ${vector.getString("why")}") {
            val home = vector.getJSONArray("home").strings()
            val reading = Callscreen.readNumber(vector.getString("raw"), home)
            assertEquals(vector.getString("reading"), kind(reading))
            val e164 = (reading as? Reading.Subscriber)?.number
            assertEquals(vector.textOrNull("e164"), e164)
            val name = (reading as? Reading.Alphanumeric)?.name
            vector.textOrNull("name")?.let { assertEquals(it, name) }
        }
    }

    private fun kind(reading: Reading): String = snake(reading.javaClass.simpleName)

    private fun setUp(scenario: JSONObject): Callscreen {
        val store = File.createTempFile("scenario", ".sqlite3", folder)
        val callscreen = Callscreen.open(store, scenario.getJSONArray("home").strings())
        open += callscreen
        scenario.optJSONObject("policy")?.let { callscreen.setPolicy(it.toString()) }
        scenario.textOrNull("preset")?.let(callscreen::setPreset)
        settings(callscreen, scenario)
        people(callscreen, scenario)
        for (organisation in scenario.objects("organisations")) {
            val members = organisation.getJSONArray("members").strings()
            callscreen.putOrganisation(organisation.getString("name"), members)
        }
        for (rule in scenario.objects("rules")) {
            val limits = rule.optJSONObject("limits")?.let { json ->
                RuleLimits(json.textOrNull("line"), json.optJSONObject("schedule")?.toString())
            }
            callscreen.putRule(rule.getString("pattern"), verdict(rule), limits = limits)
        }
        for (list in scenario.objects("lists")) {
            val file = File.createTempFile("list", ".csv", folder)
            file.writeText(list.getString("csv"))
            val threshold = list.getInt("threshold").toUInt()
            val source = ListSource(list.getString("name"), "vectors", "", threshold)
            callscreen.importList(file, source)
        }
        for (mark in scenario.objects("marks")) {
            callscreen.markNumber(mark.getString("number"), opinion(mark))
        }
        expectations(callscreen, scenario)
        return callscreen
    }

    /** Fields of the policy in force, in place of what they are. */
    private fun settings(callscreen: Callscreen, scenario: JSONObject) {
        scenario.optJSONObject("settings")?.let { settings ->
            val policy = JSONObject(callscreen.policy())
            settings.keySet().forEach { policy.put(it, settings.get(it)) }
            callscreen.setPolicy(policy.toString())
        }
        val days = scenario.optInt("kept_days")
        if (days > 0) callscreen.setRetention(Retention(days.toUInt(), 10_000u))
    }

    private fun people(callscreen: Callscreen, scenario: JSONObject) {
        val plain = scenario.optJSONArray("contacts")?.strings().orEmpty().map { Contact(it) }
        val flagged = scenario.objects("people").map {
            val groups = it.getJSONArray("groups").strings()
            Contact(it.getString("number"), it.getBoolean("favourite"), groups)
        }
        callscreen.replaceContacts(plain + flagged)
        callscreen.setOwnNumbers(scenario.optJSONArray("own_numbers")?.strings().orEmpty())
        for (call in scenario.objects("outgoing")) {
            callscreen.recordOutgoingCall(call.getString("number"), time(call))
        }
        for (talk in scenario.objects("conversations")) {
            val seconds = talk.getInt("seconds").toUInt()
            callscreen.recordConversation(talk.getString("number"), seconds, time(talk))
        }
    }

    private fun expectations(callscreen: Callscreen, scenario: JSONObject) {
        fun until(span: JSONObject) = OffsetDateTime.parse(span.getString("until"))
        for (call in scenario.objects("expected")) {
            callscreen.expectCall(call.textOrNull("number"), until(call), at = time(call))
        }
        scenario.optJSONObject("pause")?.let { callscreen.pause(until(it), time(it)) }
    }

    private fun check(callscreen: Callscreen, expected: JSONObject) {
        val decision = callscreen.screen(call(expected.getJSONObject("call")))
        assertAll(
            { assertEquals(verdict(expected), decision.verdict) },
            { assertEquals(expected.getString("text"), decision.describe(Locale.ENGLISH)) },
            {
                expected.textOrNull("text_de")
                    ?.let { assertEquals(it, decision.describe(Locale.GERMAN)) }
            },
        )
    }

    private fun replay(callscreen: Callscreen, expected: JSONObject, home: List<String>) {
        val other = Callscreen.open(File.createTempFile("other", ".sqlite3", folder), home)
        open += other
        other.setPreset(expected.getString("preset"))
        expected.textOrNull("switched_to")?.let(callscreen::setPreset)
        val replay = callscreen.replay(other.policy())
        val after = replay.each.map { it.after.describe(Locale.ENGLISH) }
        assertAll(
            { assertEquals(expected.getJSONArray("after").strings(), after) },
            { assertEquals(expected.getLong("kept").toULong(), replay.kept) },
            { assertEquals(expected.getLong("changed").toULong(), replay.changed) },
            { assertEquals(0uL, replay.uncertain) },
        )
    }

    private fun call(json: JSONObject): IncomingCall = incomingCall(
        number = json.textOrNull("number"),
        presentation = Presentation.valueOf(json.optString("presentation", "allowed").uppercase()),
        verification =
            Verification.valueOf(json.optString("verification", "not_verified").uppercase()),
        line = json.textOrNull("line"),
        at = time(json),
    )

    private fun opinion(json: JSONObject): Opinion = when (json.getString("opinion")) {
        "fine" -> Opinion.Fine
        else -> Opinion.CallCentre(
            json.textOrNull("category")?.let { Category.valueOf(it.uppercase()) },
        )
    }

    private fun verdict(json: JSONObject): Verdict =
        Verdict.valueOf(json.getString("verdict").uppercase())

    private fun time(json: JSONObject): OffsetDateTime = OffsetDateTime.parse(json.getString("at"))

    private fun <T> vectors(name: String, test: (JSONObject) -> T): List<T> {
        val file = File(System.getProperty("callscreen.vectors"), name)
        val vectors = JSONArray(file.readText()).objects()
        assertTrue(vectors.isNotEmpty(), "$file is empty")
        return vectors.map(test)
    }

    private fun JSONObject.objects(name: String): List<JSONObject> =
        optJSONArray(name)?.objects().orEmpty()

    private fun JSONArray.objects(): List<JSONObject> = List(length()) { getJSONObject(it) }

    private fun JSONArray.strings(): List<String> = List(length()) { getString(it) }

    private fun JSONObject.textOrNull(name: String): String? =
        if (isNull(name)) null else getString(name)
}
