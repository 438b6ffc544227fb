package io.callscreen

import io.callscreen.ffi.Decision
import io.callscreen.ffi.ListSettings
import io.callscreen.ffi.ListWeight
import io.callscreen.ffi.Reason
import io.callscreen.ffi.ScreenerException
import io.callscreen.ffi.Verdict
import java.io.File
import java.util.concurrent.Callable
import java.util.concurrent.Executors
import java.util.concurrent.Future
import java.util.concurrent.TimeUnit
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows

/** Threads, and use after the end. */
internal class LifetimeTest : StoreTest() {
    @Test
    fun `a closed screener lets calls ring`() {
        callscreen.putRule(STRANGER, Verdict.REJECT)
        callscreen.close()
        val decision = callscreen.screen(call(STRANGER))
        assertEquals(Verdict.ALLOW to Reason.Fault, decision.verdict to decision.reason)
        assertTrue(decision.trace.steps.isEmpty())
    }

    @Test
    fun `everything else on a closed screener throws Closed`() {
        callscreen.close()
        val cards = file("book.vcf", "BEGIN:VCARD\nTEL:$FRIEND\nEND:VCARD\n")
        val list = file("list.csv", "phone\n$CALL_CENTRE\n")
        val policy = defaultPolicy()
        val methods = listOf<Pair<String, () -> Any>>(
            "explain" to { callscreen.explain(call(STRANGER)) },
            "warmUp" to { callscreen.warmUp() },
            "replaceContacts" to { callscreen.replaceContacts(listOf(FRIEND)) },
            "importContacts" to { callscreen.importContacts(cards) },
            "contactCount" to { callscreen.contactCount() },
            "importList" to { callscreen.importList(list, REPORTS) },
            "lists" to { callscreen.lists() },
            "builtInLists" to { callscreen.builtInLists() },
            "setList" to {
                callscreen.setList("Reports", ListSettings(1u, ListWeight.BLOCK, true))
            },
            "removeList" to { callscreen.removeList("Reports") },
            "putRule" to { callscreen.putRule(STRANGER, Verdict.REJECT) },
            "rules" to { callscreen.rules() },
            "removeRule" to { callscreen.removeRule(1) },
            "policy" to { callscreen.policy() },
            "setPolicy" to { callscreen.setPolicy(policy) },
            "setPreset" to { callscreen.setPreset("smartphone") },
            "recordOutgoingCall" to { callscreen.recordOutgoingCall(STRANGER) },
            "journal" to { callscreen.journal(1u) },
            "clearJournal" to { callscreen.clearJournal() },
            "writePlan" to { callscreen.writePlan(File(folder, "plan")) },
        )
        for ((name, method) in methods) {
            val error = assertThrows<ScreenerException>(name) { method() }
            assertEquals(ScreenerException.Closed::class, error::class, name)
            assertEquals("", error.reason)
        }
    }

    @Test
    fun `closing twice is harmless`() {
        callscreen.close()
        callscreen.close()
    }

    @Test
    fun `use closes`() {
        val other = Callscreen.open(File(folder, "other.sqlite3"), homeRegions = listOf("CH"))
        other.use { it.replaceContacts(listOf(FRIEND)) }
        assertThrows<ScreenerException.Closed> { other.contactCount() }
    }

    @Test
    fun `eight threads screen calls while a list is imported`() {
        callscreen.replaceContacts(listOf(FRIEND))
        callscreen.importList(file("old.csv", "phone,votes\n$CALL_CENTRE,10\n"), REPORTS)
        val rows = (0 until 200_000).joinToString("") { "+4144${6_000_000 + it},10\n" }
        val update = file("new.csv", "phone,votes\n$rows$CALL_CENTRE,10\n")

        val pool = Executors.newFixedThreadPool(9)
        try {
            val import = pool.submit(Callable { callscreen.importList(update, REPORTS) })
            val screening = List(8) { pool.submit(Callable { screenWhile(import) }) }
            val answers = screening.map { it.get(2, TimeUnit.MINUTES) }

            assertEquals(200_001uL, import.get().taken)
            // Each thread's last round may have begun after the import.
            assertTrue(answers.sumOf { it.rounds } > 2 * answers.size) {
                "no call while the import ran: $answers"
            }
            // The old list holds until the new one stands, and no call is forgotten.
            val calls = answers.sumOf { it.rounds.coerceAtMost(JOURNALED_ROUNDS) } * 3
            assertEquals(calls, callscreen.journal(UInt.MAX_VALUE).size)
            assertEquals(emptyList<Any>(), answers.flatMap { it.wrong })
        } finally {
            pool.shutdownNow()
        }
    }

    private class Answers(val rounds: Int, val wrong: List<Pair<Verdict, Reason>>) {
        override fun toString(): String = "$rounds rounds, wrong: $wrong"
    }

    private fun screenWhile(import: Future<*>): Answers {
        var rounds = 0
        val wrong = mutableListOf<Pair<Verdict, Reason>>()
        fun expect(reason: Reason, decision: Decision) {
            if (decision.reason != reason) wrong += decision.verdict to decision.reason
        }
        do {
            val ask = if (rounds < JOURNALED_ROUNDS) callscreen::screen else callscreen::explain
            expect(Reason.Contact, ask(call(FRIEND)))
            expect(Reason.ListedCallCentre("Reports"), ask(call(CALL_CENTRE)))
            expect(Reason.Stranger, ask(call(STRANGER)))
            rounds++
        } while (!import.isDone)
        return Answers(rounds, wrong)
    }

    private fun defaultPolicy(): String =
        Callscreen.open(File(folder, "other.sqlite3"), homeRegions = listOf("CH"))
            .use { it.policy() }

    private companion object {
        /** Of 8 threads, 3 calls each: fewer than the 1000 that may wait for an import to end. */
        const val JOURNALED_ROUNDS = 40
    }
}
