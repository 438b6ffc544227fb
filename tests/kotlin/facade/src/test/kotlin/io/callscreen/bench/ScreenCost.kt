package io.callscreen.bench

import io.callscreen.Callscreen
import io.callscreen.describe
import io.callscreen.ffi.IncomingCall
import io.callscreen.ffi.ListSource
import io.callscreen.ffi.Verdict
import io.callscreen.ffi.uniffiEnsureInitialized
import io.callscreen.incomingCall
import java.io.File
import java.nio.file.Files
import java.time.OffsetDateTime
import java.util.Locale

// What one call costs from Kotlin. Cold starts need a process of their own, as on Android, so the
// program starts itself again; tests/kotlin/README.md has the command.

private const val COLD_STARTS = 11
private const val WARM_CALLS = 5_000
private const val WARM_UP_CALLS = 5_000
private const val CONTACTS = 500
private const val LISTED = 50_000
private val MORNING = OffsetDateTime.parse("2026-11-21T08:15:00+01:00")

fun main(arguments: Array<String>) {
    when (arguments.firstOrNull()) {
        null -> inFolder(::measureAll)
        "fill" -> open(arguments[1]).use(::fill)
        "cold" -> cold(arguments[1], warmUp = false)
        "warmed" -> cold(arguments[1], warmUp = true)
        "warm" -> open(arguments[1]).use(::warm)
    }
}

private fun inFolder(measure: (File) -> Unit) {
    val folder = Files.createTempDirectory("callscreen-bench").toFile()
    try {
        measure(folder)
    } finally {
        folder.deleteRecursively()
    }
}

private fun measureAll(folder: File) {
    val store = File(folder, "store.sqlite3").path
    child("fill", store)
    println("JVM ${System.getProperty("java.version")}, $CONTACTS contacts, $LISTED listed numbers")
    println("\ncold, median of $COLD_STARTS processes (slowest)")
    printMedians(List(COLD_STARTS) { child("cold", store) })
    println("\ncold, after warmUp() as the app does it")
    printMedians(List(COLD_STARTS) { child("warmed", store) })
    println("\nwarm, median of $WARM_CALLS calls (99th percentile)")
    child("warm", store).forEach(::println)
}

/** Each process prints `name<tab>microseconds`. */
private fun printMedians(processes: List<List<String>>) {
    val rows = processes.flatten().map { it.split('\t') }.groupBy({ it[0] }, { it[1].toDouble() })
    for ((name, times) in rows) {
        val sorted = times.sorted()
        println("%-28s %9.1f ms (%.1f)".format(name, sorted.middle() / 1e3, sorted.last() / 1e3))
    }
}

private fun child(vararg arguments: String): List<String> {
    val java = ProcessHandle.current().info().command().orElse("java")
    val libraries = "-Djna.library.path=" + System.getProperty("jna.library.path").orEmpty()
    val classes = System.getProperty("java.class.path")
    val main = "io.callscreen.bench.ScreenCostKt"
    val process = ProcessBuilder(java, libraries, "-cp", classes, main, *arguments)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start()
    val lines = process.inputStream.bufferedReader().readLines()
    check(process.waitFor() == 0) { "${arguments.first()} failed" }
    return lines
}

private fun open(store: String): Callscreen = Callscreen.open(File(store), listOf("CH"))

private fun fill(callscreen: Callscreen) {
    callscreen.replaceContacts(List(CONTACTS) { "+4161${5_550_000 + it * 7}" })
    val rows = (0 until LISTED).joinToString("") { "+4144${2_000_000 + it * 13},10\n" }
    val file = File.createTempFile("list", ".csv").apply { writeText("phone,votes\n$rows") }
    callscreen.importList(file, ListSource("Reports", "made up", "", 4u))
    file.delete()
}

private fun cold(store: String, warmUp: Boolean) {
    time("load the library") { uniffiEnsureInitialized() }
    val callscreen = time("open the store") { open(store) }
    if (warmUp) time("warmUp()") { callscreen.warmUp() }
    val decision = time("first screen()") { callscreen.screen(calls().first()) }
    check(decision.verdict == Verdict.VOICEMAIL) { decision.describe(Locale.ENGLISH) }
    time("second screen()") { callscreen.screen(calls()[1]) }
    callscreen.close()
}

private fun <T> time(name: String, operation: () -> T): T {
    val start = System.nanoTime()
    val result = operation()
    println("$name\t${(System.nanoTime() - start) / 1e3}")
    return result
}

private fun warm(callscreen: Callscreen) {
    val calls = calls()
    val decision = callscreen.explain(calls.first())
    measure("screen()") { callscreen.screen(calls[it % calls.size]) }
    measure("explain(), no journal") { callscreen.explain(calls[it % calls.size]) }
    measure("describe()") { decision.describe(Locale.GERMAN) }
    measure("readNumber()") { Callscreen.readNumber("061 555 02 02", HOME) }
}

private val HOME = listOf("CH")

private fun measure(name: String, operation: (Int) -> Any) {
    repeat(WARM_UP_CALLS) { operation(it) }
    val times = DoubleArray(WARM_CALLS) {
        val start = System.nanoTime()
        operation(it)
        (System.nanoTime() - start) / 1e3
    }
    val sorted = times.sorted()
    val slow = sorted[sorted.size * 99 / 100]
    println("%-28s %9.1f µs (%.1f)".format(name, sorted.middle(), slow))
}

private fun List<Double>.middle(): Double = this[size / 2]

/** A stranger, a contact, a call centre, somebody from abroad, and somebody without a number. */
private fun calls(): List<IncomingCall> =
    listOf("061 555 02 02", "+41615550000", "0041 44 200 00 13", "+48 22 123 45 67", null)
        .map { incomingCall(it, at = MORNING) }
