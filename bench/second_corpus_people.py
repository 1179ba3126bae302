"""Invented people for the second corpus: names of many languages, families, twins, moves, numbers that obey the rules."""

import random
import string

GIVEN_F = ("Mary Patricia Linda Barbara Susan Jessica Karen Nancy Lisa Betty Sandra Ashley Kimberly Donna Carol Michelle Emily "
           "Amanda Melissa Deborah Stephanie Rebecca Laura Sharon Cynthia Dorothy Amy Kathleen Angela Shirley Brenda Pamela Nicole "
           "Ruth Katherine Samantha Christine Emma Catherine Virginia Rachel Maria Heather Diane Julie Joyce Victoria Kelly "
           "Agnieszka Katarzyna Thuy Lan Mai Ngoc Xiomara Guadalupe Marisol Yesenia Dolores Consuelo Ifeoma Ngozi Adaeze Chioma "
           "Fatima Aisha Zainab Leila Soo-Jin Hye-Won Mei Xiaoling Yuki Priyanka Lakshmi Deepika Sunita Oksana Svetlana Olena "
           "Ioanna Eleni Francesca Giulia Siobhan Aoife Marie-Claire Ghislaine Nadege Fabiola Rosemonde Ljiljana Snezana Tatiana "
           "Graciela Ines Luciana Beatriz Concepcion Altagracia Ximena").split()
GIVEN_M = ("James Robert John Michael David William Richard Joseph Thomas Christopher Charles Daniel Matthew Anthony Mark Donald "
           "Steven Andrew Paul Joshua Kenneth Kevin Brian George Timothy Ronald Edward Jason Jeffrey Ryan Jacob Gary Nicholas Eric "
           "Jonathan Stephen Larry Justin Scott Brandon Benjamin Samuel Gregory Alexander Patrick Frank Raymond Jack Dennis Jerry "
           "Piotr Krzysztof Wojciech Minh Duc Quang Hung Jesus Alejandro Rodrigo Hector Ezequiel Chukwuemeka Olumide Emeka Babajide "
           "Mohammed Omar Tariq Yusuf Min-Jun Sung-Ho Wei Jianguo Hiroshi Rajesh Sanjay Vikram Arjun Oleksandr Dmitri Yevhen "
           "Konstantinos Stavros Giancarlo Salvatore Padraig Cormac Jean-Baptiste Wilner Frantz Zoran Milos Joao Tiago Thiago "
           "Kofi Kwame Sione Kalani Lamar DeShawn Tyrone Malik").split()
FAMILY = ("Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Wilson Anderson Thomas Taylor "
          "Moore Jackson Martin Lee Perez Thompson White Harris Sanchez Clark Ramirez Lewis Robinson Walker Young Allen King Wright "
          "Scott Torres Hill Flores Green Adams Nelson Baker Hall Rivera Campbell Mitchell Carter Roberts Kowalczyk Wisniewski "
          "Nowakowski Nguyen Tran Pham Huynh Okonkwo Adeyemi Nwosu Eze Abdullahi Al-Hassan Haddad Khoury Mansour Kim Park Choi Jung "
          "Chen Wang Zhang Liu Huang Tanaka Yamamoto Patel Sharma Iyer Chatterjee Krishnamurthy Kovalenko Shevchenko Petrov Ivanova "
          "Papadopoulos Stavropoulos Esposito DeLuca D'Angelo O'Connor O'Malley McGrath Fitzpatrick Baptiste Toussaint Pierre-Louis "
          "Desrosiers Jovanovic Petrovic Ferreira Carvalho Oliveira Mensah Owusu Tuilagi Kahananui Washington Freeman Rose Church Case "
          "Stone Banks Rivers Penny Brooks Marsh Ortega-Ruiz Smith-Jones Muller Schroeder Vandenberg Kaminski Szymanski Delgado "
          "Villanueva Zamora Quispe Mamani Castellanos Figueroa Echevarria Beauchamp Thibodeaux Hernandez-Vega Begay Yazzie").split()
FAMILY_WIDE = ["de la Cruz", "Van der Berg", "Del Toro", "St. John", "Mac Donald", "dos Santos", "Le Blanc", "Di Stefano"]
NICK = {"Robert": "Bob", "William": "Bill", "Richard": "Rick", "James": "Jim", "Michael": "Mike", "Thomas": "Tom", "Daniel": "Dan",
        "Joseph": "Joe", "Edward": "Ted", "Anthony": "Tony", "Katherine": "Kate", "Elizabeth": "Liz", "Patricia": "Pat",
        "Deborah": "Debbie", "Margaret": "Peggy", "Jennifer": "Jen", "Susan": "Sue", "Rebecca": "Becky", "Samuel": "Sam",
        "Benjamin": "Ben", "Nicholas": "Nick", "Gregory": "Greg", "Timothy": "Tim", "Jeffrey": "Jeff", "Steven": "Steve",
        "Kenneth": "Ken", "Ronald": "Ron", "Donald": "Don", "Matthew": "Matt", "Andrew": "Andy", "Christopher": "Chris",
        "Jessica": "Jess", "Kimberly": "Kim", "Pamela": "Pam", "Barbara": "Barb", "Cynthia": "Cindy", "Stephanie": "Steph",
        "Francesca": "Fran", "Alexander": "Alex", "Raymond": "Ray", "Lawrence": "Larry", "Jonathan": "Jon", "Samantha": "Sam"}
# state: ((city, zip), ...)
PLACES = {
    "CT": (("Bridgeport", "06604"), ("New Haven", "06511"), ("Hartford", "06106"), ("Waterbury", "06705"), ("Shelton", "06484"),
           ("Milford", "06460"), ("Torrington", "06790"), ("Middletown", "06457"), ("Old Saybrook", "06475"), ("West Hartford", "06107")),
    "NY": (("Yonkers", "10701"), ("White Plains", "10601"), ("Brooklyn", "11215"), ("Port Chester", "10573"), ("Albany", "12203")),
    "MA": (("Worcester", "01604"), ("Boston", "02118"), ("Fall River", "02720")), "NJ": (("Newark", "07102"), ("Hoboken", "07030")),
    "RI": (("Providence", "02903"), ("Westerly", "02891")), "FL": (("Tampa", "33602"), ("Port St. Lucie", "34952")),
    "TX": (("El Paso", "79901"), ("San Antonio", "78205")), "CA": (("Fresno", "93701"), ("San Diego", "92101")),
    "PA": (("Scranton", "18503"), ("Pittsburgh", "15213")), "OH": (("Toledo", "43604"),), "IL": (("Peoria", "61602"),),
    "MI": (("Grand Rapids", "49503"),), "VA": (("Norfolk", "23510"),), "NC": (("Asheville", "28801"),), "GA": (("Macon", "31201"),),
    "WA": (("Spokane", "99201"),), "AZ": (("Mesa", "85201"),), "CO": (("Pueblo", "81003"),), "MN": (("Duluth", "55802"),),
    "WI": (("Racine", "53403"),), "MD": (("Hagerstown", "21740"),), "ME": (("Lewiston", "04240"),), "NH": (("Nashua", "03060"),),
    "VT": (("Rutland", "05701"),), "SC": (("Greenville", "29601"),), "TN": (("Knoxville", "37902"),), "MO": (("St. Joseph", "64501"),),
    "IN": (("Muncie", "47305"),), "OR": (("Eugene", "97401"),), "NV": (("Reno", "89501"),), "LA": (("Lafayette", "70501"),),
    "KY": (("Paducah", "42001"),), "AL": (("Mobile", "36602"),), "IA": (("Dubuque", "52001"),), "KS": (("Wichita", "67202"),),
    "OK": (("Tulsa", "74103"),), "UT": (("Provo", "84601"),), "NM": (("Santa Fe", "87501"),), "HI": (("Hilo", "96720"),),
    "WV": (("Wheeling", "26003"),), "DE": (("Dover", "19901"),), "MS": (("Biloxi", "39530"),), "NE": (("Omaha", "68102"),),
    "SD": (("Rapid City", "57701"),), "ND": (("Fargo", "58102"),), "MT": (("Billings", "59101"),), "ID": (("Boise", "83702"),),
    "WY": (("Casper", "82601"),), "AK": (("Juneau", "99801"),), "AR": (("Fort Smith", "72901"),), "DC": (("Washington", "20009"),)}
STATE_NAME = {"CT": "Connecticut", "NY": "New York", "MA": "Massachusetts", "NJ": "New Jersey", "RI": "Rhode Island", "FL": "Florida",
              "TX": "Texas", "CA": "California", "PA": "Pennsylvania", "OH": "Ohio", "IL": "Illinois", "MI": "Michigan", "VA": "Virginia",
              "NC": "North Carolina", "GA": "Georgia", "WA": "Washington", "ME": "Maine", "NH": "New Hampshire", "VT": "Vermont"}
# Public table of shapes (A letter, N digit; # the family name's first letter).
LICENCE = {"AL": "NNNNNNN", "AK": "NNNNNNN", "AZ": "ANNNNNNNN", "AR": "9NNNNNNNN", "CA": "ANNNNNNN", "CO": "NNNNNNNNN", "CT": "NNNNNNNNN",
           "DE": "NNNNNNN", "DC": "NNNNNNN", "FL": "#NNNNNNNNNNNN", "GA": "NNNNNNNNN", "HI": "HNNNNNNNN", "ID": "AANNNNNNA",
           "IL": "#NNNNNNNNNNN", "IN": "NNNNNNNNNN", "IA": "NNNAANNNN", "KS": "KNNNNNNNN", "KY": "ANNNNNNNN", "LA": "NNNNNNNNN",
           "ME": "NNNNNNN", "MD": "#NNNNNNNNNNNN", "MA": "SNNNNNNNN", "MI": "#NNNNNNNNNNNN", "MN": "ANNNNNNNNNNNN", "MS": "NNNNNNNNN",
           "MO": "ANNNNNNNNN", "MT": "NNNNNNNNNNNNN", "NE": "ANNNNNNNN", "NV": "NNNNNNNNNN", "NH": "NNAAANNNNN", "NJ": "#NNNNNNNNNNNNNN",
           "NM": "NNNNNNNNN", "NY": "NNNNNNNNN", "NC": "NNNNNNNNNNNN", "ND": "AAANNNNNN", "OH": "AANNNNNN", "OK": "ANNNNNNNNN",
           "OR": "NNNNNNN", "PA": "NNNNNNNN", "RI": "NNNNNNN", "SC": "NNNNNNNNN", "SD": "NNNNNNNN", "TN": "NNNNNNNNN", "TX": "NNNNNNNN",
           "UT": "NNNNNNNNN", "VT": "NNNNNNNN", "VA": "ANNNNNNNN", "WA": "WDLNNAANNANN", "WV": "ANNNNNN", "WI": "#NNNNNNNNNNNNN",
           "WY": "NNNNNNNNN"}
STREETS = ("Maple Elm Chestnut Walnut Birch Cedar Summit Prospect Highland Park Lincoln Madison Spring Mill River Lake Church School "
           "Orchard Sunset Hickory Willow Grove Franklin Pleasant Harbor View Academy Grand Fairmount Sherman Lexington").split()
KINDS = "Street St Avenue Ave Road Rd Drive Dr Lane Ln Court Ct Boulevard Blvd Place Pl Terrace Ter Circle Way Parkway Pkwy".split()
DOMAINS = ("harborcity.example", "post.example.org", "webmail.example.com", "inbox.example.net", "cloudpost.example")


def luhn_digit(body):
    total = 0
    for i, c in enumerate(reversed(body)):
        d = int(c) * (2 if i % 2 == 0 else 1)
        total += d - 9 if d > 9 else d
    return str(-total % 10)


class Person:
    pass


class People:
    def __init__(self, seed, count):
        self.r = random.Random(seed)
        self.all, self.used = [], set()
        while len(self.all) < count:
            p = self.one()
            self.all.append(p)
            twist = self.r.random()
            if twist < .04:  # a twin under the same roof
                q = self.one(like=p)
                q.dob = p.dob
                self.all.append(q)
            elif twist < .08:  # father and son of one name
                q = self.one(like=p)
                q.given, q.sex, q.middle, q.family = p.given, p.sex, p.middle, p.family
                p.suffix, q.suffix = "Sr", "Jr"
                q.dob = (p.dob[0] + 27, q.dob[1], q.dob[2])
                self.all.append(q)
            elif twist < .12:  # a couple with one mailbox
                q = self.one(like=p)
                q.email, q.phone = p.email, p.phone
                self.all.append(q)
        for i, p in enumerate(self.all):
            p.id = f"Q{i:04d}"

    def digits(self, n, first="0123456789"):
        return self.r.choice(first) + "".join(self.r.choice(string.digits) for _ in range(n - 1))

    def fresh(self, make):
        while True:
            v = make()
            if v not in self.used:
                self.used.add(v)
                return v

    def shape(self, s, family):
        out = ""
        for c in s:
            out += (self.r.choice("ABCDEFGHJKLMNPRTVWXY") if c == "A" else self.r.choice(string.digits) if c == "N"
                    else family[0].upper() if c == "#" else c)
        return out

    def ssn(self):
        while True:
            a, g, s = self.r.randint(1, 899), self.r.randint(1, 99), self.r.randint(1, 9999)
            if a != 666 and f"{a:03}{g:02}{s:04}" not in ("078051120", "123456789", "219099999", "457555462"):
                return f"{a:03}{g:02}{s:04}"

    def itin(self):
        g = self.r.choice([*range(50, 66), *range(70, 89), 90, 91, 92, *range(94, 100)])
        return f"9{self.r.randint(0, 99):02}{g:02}{self.r.randint(0, 9999):04}"

    def routing(self):
        b = self.r.choice(["0110", "0210", "0211", "0213", "2211", "2219", "1110", "3222", "0610"]) + self.digits(4)
        d = [int(c) for c in b]
        return b + str(-(3 * (d[0] + d[3] + d[6]) + 7 * (d[1] + d[4] + d[7]) + d[2] + d[5]) % 10)

    def card(self):
        head, n = self.r.choice([("4", 16), ("4", 16), ("51", 16), ("55", 16), ("2345", 16), ("37", 15), ("6011", 16), ("65", 16),
                                 ("3530", 16), ("36", 14)])
        body = head + self.digits(n - 1 - len(head))
        return body + luhn_digit(body)

    def mbi(self):
        a, an = "ACDEFGHJKMNPQRTUVWXY", "ACDEFGHJKMNPQRTUVWXY0123456789"
        c = self.r.choice
        return (c("123456789") + c(a) + c(an) + c(string.digits) + c(a) + c(an) + c(string.digits) + c(a) + c(a) + c(string.digits) +
                c(string.digits))

    def street(self):
        r = self.r
        if r.random() < .06:
            return f"PO Box {r.randint(10, 4999)}", ""
        lead = r.choice(["", "", "", "", "N ", "South ", "West "])
        return (f"{r.randint(1, 2400)} {lead}{r.choice(STREETS)} {r.choice(KINDS)}",
                r.choice(["", "", "", f"Apt {r.randint(1, 40)}{r.choice('ABCD')}", f"Unit {r.randint(1, 99)}", f"#{r.randint(1, 30)}",
                          f"Fl {r.randint(1, 4)}"]))

    def one(self, like=None):
        r, p = self.r, Person()
        p.sex = r.choice("FM")
        p.given = r.choice(GIVEN_F if p.sex == "F" else GIVEN_M)
        p.family = like.family if like else r.choice(FAMILY_WIDE) if r.random() < .05 else r.choice(FAMILY)
        p.middle = r.choice(string.ascii_uppercase.replace("X", "").replace("Q", "")) if r.random() < .5 else ""
        p.suffix = r.choice(["II", "III"]) if p.sex == "M" and r.random() < .02 else ""
        p.maiden = r.choice(FAMILY) if p.sex == "F" and not like and r.random() < .12 else ""
        p.nick = NICK.get(p.given, "")
        p.dob = (r.randint(1931, 2005), r.randint(1, 12), r.randint(1, 28))
        if like:
            p.street, p.apt, p.city, p.state, p.zip = like.street, like.apt, like.city, like.state, like.zip
        else:
            p.state = "CT" if r.random() < .6 else r.choice(list(PLACES))
            p.city, p.zip = r.choice(PLACES[p.state])
            p.street, p.apt = self.street()
        p.old = self.street()[0] if r.random() < .15 else ""  # lived there before, same state
        p.ssn = self.fresh(self.ssn)
        p.itin = self.fresh(self.itin) if r.random() < .08 else ""
        p.tax = p.itin or p.ssn
        p.dl_state = p.state if r.random() < .9 else r.choice(list(LICENCE))
        p.dl = self.fresh(lambda: self.shape(LICENCE[p.dl_state], p.family))
        p.passport = self.fresh(lambda: self.digits(9, "12345678") if r.random() < .5 else r.choice("ABCXZ") + self.digits(8))
        p.edipi = self.fresh(lambda: self.digits(10, "1"))
        p.anumber = self.fresh(lambda: "A" + self.digits(9, "02"))
        p.card = self.fresh(self.card)
        p.exp = (r.randint(2027, 2031), r.randint(1, 12))
        p.cvv = self.digits(4 if len(p.card) == 15 else 3)
        p.acct = self.fresh(lambda: self.digits(r.randint(8, 12), "123456789"))
        p.routing = self.routing()
        p.mbi = self.fresh(self.mbi)
        p.hplan = self.fresh(lambda: r.choice(["XYA", "JQU", "W", "CTM", "H"]) + self.digits(9))
        p.mrn = self.fresh(lambda: self.digits(r.choice([6, 7, 8]), "123456789"))
        p.dx = r.choice(["I10", "E11.65", "F32.9", "J44.1", "F11.20", "S72.001A", "Z21", "B20", "N18.6", "C50.911", "G40.909", "F43.10",
                         "M17.11", "K21.9", "O24.410"])
        p.student = self.fresh(lambda: self.digits(8, "123456789"))
        p.emp = self.fresh(lambda: r.choice(["E", "", "10"]) + self.digits(5, "123456789"))
        p.pin = self.digits(6, "123456789")
        handle = (p.given + r.choice([".", "_", ""]) + p.family).lower().replace(" ", "").replace("'", "")
        p.email = f"{handle}{r.randint(1, 9999)}@{r.choice(DOMAINS)}"
        p.user = (p.given[0] + p.family).lower().replace(" ", "").replace("'", "").replace("-", "") + str(r.randint(10, 99))
        p.password = r.choice(["Sunshine", "Dragonfly", "letmein", "Yankees", "p@ss", "Qwerty", "Mets4ever"]) + self.digits(3) + r.choice("!#*?.")
        # Area codes of anywhere: a number is taken along when one moves.
        p.phone = self.fresh(lambda: r.choice(["203", "860", "475", "959", "914", "718", "617", "305", "415", "312"]) + r.choice("2345678") +
                             r.choice("02345678") + self.digits(5))
        p.plate = self.fresh(lambda: "".join(r.choice("ABCEFGHJKLMNPRSTVWXZ") for _ in range(3)) + self.digits(4))
        p.lat = (r.uniform(40.95, 41.9), r.uniform(-73.6, -72.2))
        return p
