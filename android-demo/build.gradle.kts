plugins {
    // Brings R8 8.13, which reads the classes of Kotlin 2.2. Needs Gradle 8.13.
    id("com.android.application") version "8.13.2" apply false
    id("com.android.library") version "8.13.2" apply false
    // The same as in tests/kotlin/pom.xml, where these sources are compiled and tested.
    id("org.jetbrains.kotlin.android") version "2.2.21" apply false
}
