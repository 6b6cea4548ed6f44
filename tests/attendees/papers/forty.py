"""Forty names as people really write them, in ten alphabets and spellings, for copying out of a finished paper."""

LATIN = ["Askar Japarov", "Pat O'Brien-Ñuñez", "Łukasz Wiśniewski", "Çağrı Yıldız", "Sherzod Gʻulomov", "Åsa Lindqvist"]
ROMANIAN = ["Ioana Șerban", "Mihai Ţăranu", "Ștefan Țîrlea", "Mădălina Brânză"]
RUSSIAN = ["Ким Елена Владимировна", "Щербаков Юрий Объездчиков", "Ёлкина Фёкла", "Абдылдаева-Токтогулова Нургүл"]
KYRGYZ = ["Үсөнова Айгүл Өмүрбековна", "Нурлан уулу Бекжан", "Нурлан кызы Айжан", "Жаңыбаев Чыңгыз", "Гүлзат"]
KAZAKH = ["Әбілов Қайрат Серікұлы", "Сейітқалиева Жанар Серікқызы", "Мұқанов Тимур", "Жүсіпов Һарон"]
TAJIK = ["Ҳасанов Ҷамшед", "Қосимов Баҳром", "Юсуфзода Фаридун", "Тӯраев Исмоилҷон", "Ғафурова Зӣно"]
BULGARIAN = ["Цветков Димитър", "Ъглова Щилияна"]
UZBEK = ["Ғуломов Шерзод Баҳром ўғли", "Ўрозова Нигора Тоҳир қизи"]
ARABIC = ["زيد محمد السيد", "أحمد بن إبراهيم", "فاطمة الزهراء", "خالد عبد الله"]
CHINESE = ["王小明", "欧阳娜娜", "李建国", "赵雅芝"]
NAMES = [*LATIN, *ROMANIAN, *RUSSIAN, *KYRGYZ, *KAZAKH, *TAJIK, *BULGARIAN, *UZBEK, *ARABIC, *CHINESE]
