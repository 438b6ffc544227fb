package io.callscreen.demo

import android.content.ContentProvider
import android.content.ContentValues
import android.database.Cursor
import android.database.MatrixCursor
import android.net.Uri
import android.provider.ContactsContract
import android.provider.ContactsContract.CommonDataKinds.Phone
import org.robolectric.Robolectric

/** An address book of normalised and typed numbers. */
internal class AddressBook : ContentProvider() {
    override fun onCreate(): Boolean = true

    override fun query(
        uri: Uri,
        columns: Array<String>?,
        selection: String?,
        arguments: Array<String>?,
        order: String?,
    ): Cursor {
        check(uri == Phone.CONTENT_URI) { "$uri" }
        val cursor = MatrixCursor(columns)
        for ((normalised, typed) in rows) {
            val row =
                mapOf(Phone.NORMALIZED_NUMBER to normalised, Phone.NUMBER to typed, Phone.STARRED to 0)
            cursor.addRow(columns.orEmpty().map(row::getValue))
        }
        return cursor
    }

    override fun getType(uri: Uri): String? = null

    override fun insert(uri: Uri, values: ContentValues?): Uri? = null

    override fun delete(uri: Uri, where: String?, arguments: Array<String>?): Int = 0

    override fun update(
        uri: Uri,
        values: ContentValues?,
        where: String?,
        arguments: Array<String>?,
    ): Int = 0

    companion object {
        private var rows: List<Pair<String?, String>> = emptyList()

        fun install(numbers: List<Pair<String?, String>>) {
            rows = numbers
            Robolectric.setupContentProvider(AddressBook::class.java, ContactsContract.AUTHORITY)
        }
    }
}
