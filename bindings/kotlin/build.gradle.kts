import org.jetbrains.kotlin.gradle.dsl.JvmTarget

// The facade, the generated bindings and the library as one Android archive. Part of the Gradle
// project in android-demo, whose README tells what has to be in build/ first.
plugins {
    id("com.android.library")
    id("org.jetbrains.kotlin.android")
}

android {
    namespace = "io.callscreen"
    compileSdk = 36

    defaultConfig {
        minSdk = 29
        // A library's own rules do not reach the app; these do.
        consumerProguardFiles("consumer-rules.pro")
    }

    sourceSets.getByName("main") {
        kotlin.srcDir("../../build/kotlin")
        jniLibs.srcDir("../../build/jniLibs")
    }

    compileOptions {
        sourceCompatibility = JavaVersion.VERSION_17
        targetCompatibility = JavaVersion.VERSION_17
    }
}

kotlin {
    compilerOptions.jvmTarget = JvmTarget.JVM_17
}

dependencies {
    // The archive, not the jar: it has the native part for phones. 5.17 is the first with 16 KiB
    // pages. The same as in tests/kotlin/pom.xml.
    implementation("net.java.dev.jna:jna:5.18.1@aar")
}
