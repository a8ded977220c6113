"""The German interface: .ts files for Qt Linguist, what lrelease makes of them, and the texts from outside gui."""
