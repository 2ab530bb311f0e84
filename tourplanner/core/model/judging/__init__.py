"""Which school a pasted line means: sure, several, or none. Nothing is picked in silence.

A school explains words of a line: by its name, town, district, address, ZIP or code. A school that
explains all that another explains and more wins over it. A line is *sure* when one school is left,
its name is whole, the line says where it is (or the name is one of a kind), and nothing in the line
speaks against it. Everything else asks.
"""
