package io.callscreen

import io.callscreen.ffi.ImportProgress
import io.callscreen.ffi.ListChanges
import io.callscreen.ffi.ListFormat
import io.callscreen.ffi.ListReading
import io.callscreen.ffi.ListSettings
import io.callscreen.ffi.ListSource
import io.callscreen.ffi.ListWeight
import io.callscreen.ffi.ScreenerException
import io.callscreen.ffi.SkipReason
import io.callscreen.ffi.Skipped
import io.callscreen.ffi.UnreadDays
import io.callscreen.ffi.Verdict
import java.io.File
import java.time.Instant
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows

internal class ImportTest : StoreTest() {
    @Test
    fun `a vCard file adds its numbers to the contacts, and a broken card costs only itself`() {
        callscreen.replaceContacts(listOf("+41615550303"))
        val cards = file(
            "book.vcf",
            """
            BEGIN:VCARD
            VERSION:3.0
            FN:Friend
            TEL;TYPE=CELL:$FRIEND
            TEL;TYPE=WORK:+41 61 555 01 02
            END:VCARD
            BEGIN:VCARD
            VERSION:3.0
            FN:Cut off
            BEGIN:VCARD
            VERSION:4.0
            FN:No number
            TEL:later
            END:VCARD
            """.trimIndent(),
        )
        val report = callscreen.importContacts(cards)
        assertEquals(2uL, report.taken)
        assertEquals(
            setOf(
                Skipped(SkipReason.UNFINISHED_CARD, 1uL, listOf(7uL)),
                Skipped(SkipReason.ALPHANUMERIC, 1uL, listOf(13uL)),
            ),
            report.skipped.toSet(),
        )
        assertEquals(3uL, callscreen.contactCount())
        assertEquals(Verdict.ALLOW, callscreen.screen(call(FRIEND)).verdict)
    }

    @Test
    fun `a file without any card is invalid, and the contacts stay`() {
        callscreen.replaceContacts(listOf(FRIEND))
        val error = assertThrows<ScreenerException.InvalidFile> {
            callscreen.importContacts(file("book.vcf", "name,phone\nFriend,$STRANGER\n"))
        }
        assertTrue("book.vcf, line 1: expected a vCard" in error.reason, error.reason)
        assertEquals(1uL, callscreen.contactCount())
    }

    @Test
    fun `replacing contacts names those that cannot be read by their place`() {
        val report = callscreen.replaceContacts(listOf(FRIEND, "", FRIEND, "ACME"))
        assertEquals(listOf(1uL, 1uL), listOf(report.taken, report.duplicates))
        assertEquals(
            setOf(
                Skipped(SkipReason.EMPTY, 1uL, listOf(2uL)),
                Skipped(SkipReason.ALPHANUMERIC, 1uL, listOf(4uL)),
            ),
            report.skipped.toSet(),
        )
    }

    @Test
    fun `half a surrogate pair in one contact does not stop the others`() {
        val report = callscreen.replaceContacts(listOf("\uD83D", FRIEND))
        assertEquals(1uL, report.taken)
        assertEquals(listOf(1uL), report.skipped.single().firstLines)
    }

    @Test
    fun `a CSV list counts reports, and names broken rows`() {
        val csv = file(
            "reports.csv",
            "phone;votes;note\r\n$CALL_CENTRE;10;\"a; b\"\r\n4.14456E+10;9;\r\n" +
                "+41445550198;3;\r\n+41445550198;1;\r\n;7;\r\n",
        )
        val report = callscreen.importList(csv, REPORTS, at = MORNING)
        assertEquals(listOf(5uL, 2uL, 1uL), listOf(report.rows, report.taken, report.duplicates))
        assertEquals(
            setOf(
                Skipped(SkipReason.SCIENTIFIC_NOTATION, 1uL, listOf(3uL)),
                Skipped(SkipReason.EMPTY, 1uL, listOf(6uL)),
            ),
            report.skipped.toSet(),
        )

        val list = callscreen.lists().single()
        assertEquals("Reports", list.name)
        assertEquals("made up for a test", list.source)
        assertEquals("CC0-1.0", list.licence)
        assertEquals(4u, list.threshold)
        assertEquals(2uL, list.numbers)
        assertEquals(Instant.parse("2026-11-21T07:15:00Z"), list.importedAt)

        // 3 + 1 reports reach the threshold of 4.
        assertEquals(Verdict.REJECT, callscreen.screen(call("+41445550198")).verdict)
    }

    @Test
    fun `a JSON list is read, ranges too`() {
        val json = file(
            "patterns.json",
            """[{"pattern": "4144556####"}, {"pattern": "41#44"}, {"phone": "$CALL_CENTRE"}]""",
        )
        val report = callscreen.importList(json, REPORTS.copy(threshold = 1u))
        assertEquals(2uL, report.taken)
        assertEquals(SkipReason.WILDCARD_INSIDE, report.skipped.single().reason)
        assertEquals(1uL, callscreen.lists().single().ranges)
        assertEquals(Verdict.REJECT, callscreen.screen(call("+41445561234")).verdict)
    }

    @Test
    fun `a noisy source asks for several reports, and the report tells how it was read`() {
        val header = "Company_Phone_Number,Created_Date,Violation_Date"
        val days = listOf("2026-11-18", "2026-11-19", "2026-11-20")
        val rows = days.map { "2125550101,$it,$it" } + "2125550102,2026-11-20,2026-11-20"
        val csv = file("DNC.csv", (listOf(header) + rows).joinToString("\n"))
        val report = callscreen.importList(csv, ListSource("FTC", "", ""), at = MORNING)
        val expected = ListReading(ListFormat.FTC_COMPLAINTS, listOf("US"), 4uL, 3u, 180u)
        assertEquals(expected, report.list)
        assertEquals(Verdict.REJECT, callscreen.screen(call("+12125550101")).verdict)
        assertEquals(Verdict.VOICEMAIL, callscreen.screen(call("+12125550102")).verdict)
    }

    @Test
    fun `an import tells how far it has come, and stops when told to or when the watch throws`() {
        callscreen.importList(file("good.csv", "phone,votes\n$CALL_CENTRE,10\n"), REPORTS)
        val rows = (0 until 3000).joinToString("\n") { "+4144556%04d".format(it) }
        val csv = file("long.csv", "phone\n$rows\n")
        for (stop in listOf({ false }, { error("a broken progress bar") })) {
            assertThrows<ScreenerException.Cancelled> {
                callscreen.importList(csv, REPORTS) { if (it.rows < 2000uL) true else stop() }
            }
            assertEquals(1uL, callscreen.lists().single().numbers)
        }
        val seen = mutableListOf<ImportProgress>()
        callscreen.importList(csv, REPORTS) { seen.add(it) }
        assertEquals(listOf(0uL, 1000uL, 2000uL), seen.map { it.rows })
        assertEquals(csv.length().toULong(), seen.last().bytes)
        assertEquals(3000uL, callscreen.lists().single().numbers)
    }

    @Test
    fun `a broken JSON list is invalid, and the list in force stays`() {
        callscreen.importList(file("good.csv", "phone,votes\n$CALL_CENTRE,10\n"), REPORTS)
        val error = assertThrows<ScreenerException.InvalidFile> {
            callscreen.importList(file("bad.json", "{\"numbers\": [\n{\"phone\": "), REPORTS)
        }
        assertTrue("bad.json, line 2" in error.reason, error.reason)
        assertEquals(1uL, callscreen.lists().single().numbers)
        assertEquals(Verdict.REJECT, callscreen.screen(call(CALL_CENTRE)).verdict)
    }

    @Test
    fun `a list of which nothing can be used is invalid`() {
        val error = assertThrows<ScreenerException.InvalidFile> {
            callscreen.importList(file("bad.csv", "phone\n812\n\nACME\n"), REPORTS)
        }
        assertTrue("none of its 2 rows is usable" in error.reason, error.reason)
        assertEquals(emptyList<Any>(), callscreen.lists())
    }

    @Test
    fun `a file that is not there is invalid, by name`() {
        val error = assertThrows<ScreenerException.InvalidFile> {
            callscreen.importList(File(folder, "gone.csv"), REPORTS)
        }
        assertTrue("gone.csv" in error.reason, error.reason)
    }

    @Test
    fun `a list needs a name`() {
        assertThrows<ScreenerException.InvalidArgument> {
            callscreen.importList(file("a.csv", "phone\n$CALL_CENTRE\n"), REPORTS.copy(name = " "))
        }
    }

    @Test
    fun `a list can be removed once`() {
        callscreen.importList(file("good.csv", "phone,votes\n$CALL_CENTRE,10\n"), REPORTS)
        callscreen.removeList("Reports")
        assertEquals(Verdict.VOICEMAIL, callscreen.screen(call(CALL_CENTRE)).verdict)
        val error = assertThrows<ScreenerException.NotFound> { callscreen.removeList("Reports") }
        assertEquals("no list is called \"Reports\"", error.reason)
    }

    @Test
    fun `a list says what its settings let it say`() {
        callscreen.importList(file("good.csv", "phone,votes\n$CALL_CENTRE,10\n"), REPORTS)
        val rejects = ListSettings(threshold = 10u, weight = ListWeight.BLOCK, enabled = true)
        val silent = listOf(
            rejects.copy(threshold = 11u),
            rejects.copy(weight = ListWeight.WARN),
            rejects.copy(enabled = false),
        )
        for (settings in silent) {
            callscreen.setList("Reports", settings)
            assertEquals(Verdict.VOICEMAIL, callscreen.explain(call(CALL_CENTRE)).verdict)
        }
        callscreen.setList("Reports", rejects)
        assertEquals(Verdict.REJECT, callscreen.explain(call(CALL_CENTRE)).verdict)
    }

    @Test
    fun `the region of a list is the home of its national numbers`() {
        val csv = file("de.csv", "rufnummer\n030 23125 001\n")
        assertThrows<ScreenerException.InvalidArgument> {
            callscreen.importList(csv, REPORTS, region = "Germany")
        }
        callscreen.importList(csv, REPORTS.copy(threshold = 1u), region = "DE")
        assertEquals(Verdict.REJECT, callscreen.screen(call("+493023125001")).verdict)
    }

    @Test
    fun `a file of changes changes the list and leaves the rest, and contacts can be stopped`() {
        val source = REPORTS.copy(threshold = 1u)
        val changes = file(
            "changes.csv",
            "phone,votes,date\n+41445550101,0,\n+41445550102,9,soon\n+41445550104,1,\n",
        )
        assertThrows<ScreenerException.NotFound> { callscreen.importListChanges(changes, source) }
        val votes = "phone,votes\n+41445550101,5\n+41445550102,5\n+41445550103,5\n"
        callscreen.importList(file("whole.csv", votes), source)
        val report = callscreen.importListChanges(changes, source)
        assertEquals(ListChanges(added = 1u, changed = 1u, removed = 1u), report.changes)
        assertEquals(UnreadDays(rows = 1u, firstLines = listOf(3uL)), report.list?.unreadDays)
        assertEquals(false, report.list?.holdsChanges)
        assertEquals(Verdict.VOICEMAIL, callscreen.explain(call("+41445550101")).verdict)
        assertEquals(Verdict.REJECT, callscreen.explain(call("+41445550103")).verdict)
        val people = file("people.vcf", "BEGIN:VCARD\nTEL:+41795550101\nEND:VCARD\n")
        assertThrows<ScreenerException.Cancelled> { callscreen.importContacts(people) { false } }
        assertEquals(0uL, callscreen.contactCount())
    }
}
