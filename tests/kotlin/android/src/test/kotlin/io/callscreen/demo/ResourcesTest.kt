package io.callscreen.demo

import android.telecom.CallScreeningService
import java.io.File
import javax.xml.parsers.DocumentBuilderFactory
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.w3c.dom.Element

/** What Android's build tools would check, and a little more. */
internal class ResourcesTest {
    private val app = File(System.getProperty("callscreen.app"))
    private val texts = texts("values")
    private val manifest = read("AndroidManifest.xml")

    @Test
    fun `every text is there in German, with the same places to fill`() {
        val german = texts("values-de")
        assertEquals(texts.keys, german.keys)
        for ((name, text) in texts) {
            assertEquals(places(text), places(german.getValue(name)), name)
        }
    }

    @Test
    fun `whatever is referred to exists`() {
        val files = listOf("AndroidManifest.xml", "res/layout/activity_main.xml")
        val references = files.flatMap {
            REFERENCE.findAll(File(app, it).readText()).map { match -> match.groupValues.drop(1) }
        }
        assertTrue(references.size > 5)
        for ((type, name) in references) {
            val exists = when (type) {
                "string" -> name in texts
                else -> File(app, "res/$type/$name.xml").exists()
            }
            assertTrue(exists) { "@$type/$name" }
        }
    }

    @Test
    fun `every component of the manifest is a class of the app`() {
        val components = listOf("application", "service", "activity").flatMap { all(manifest, it) }
        assertEquals(4, components.size)
        for (component in components) {
            val name = "io.callscreen.demo" + component.getAttribute("android:name")
            // Not initialised: that is for a phone.
            Class.forName(name, false, javaClass.classLoader)
        }
    }

    @Test
    fun `only Telecom can bind the screening service`() {
        val service = all(manifest, "service")
            .single { it.getAttribute("android:name") == ".ScreeningService" }
        assertEquals(
            "android.permission.BIND_SCREENING_SERVICE",
            service.getAttribute("android:permission"),
        )
        assertEquals("true", service.getAttribute("android:exported"))
        val action = all(service, "action").single().getAttribute("android:name")
        assertEquals(CallScreeningService.SERVICE_INTERFACE, action)
    }

    @Test
    fun `nothing leaves the phone`() {
        val permissions = all(manifest, "uses-permission").map { it.getAttribute("android:name") }
        assertEquals(listOf("android.permission.READ_CONTACTS"), permissions)
    }

    /** Texts by name, plurals by name and quantity. */
    private fun texts(folder: String): Map<String, String> {
        val resources = read("res/$folder/strings.xml")
        val plurals = all(resources, "plurals").flatMap { plural ->
            all(plural, "item").map {
                val name = plural.getAttribute("name") + " " + it.getAttribute("quantity")
                name to it.textContent
            }
        }
        return plurals.toMap() +
            all(resources, "string").associate { it.getAttribute("name") to it.textContent }
    }

    private fun places(text: String): List<String> = PLACE.findAll(text).map { it.value }.toList()

    private fun read(path: String): Element =
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(File(app, path))
            .documentElement

    private fun all(parent: Element, tag: String): List<Element> {
        val nodes = parent.getElementsByTagName(tag)
        return List(nodes.length) { nodes.item(it) as Element }
    }

    private companion object {
        val REFERENCE = Regex("\"@(string|drawable|layout)/(\\w+)\"")
        val PLACE = Regex("%(\\d+\\$)?[ds]")
    }
}
